package io.ohmykube.config.kubeconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigTest {
    private static final String ADMIN =
            """
            apiVersion: v1
            clusters:
            - cluster:
                certificate-authority-data: Q0E=
                server: https://10.0.0.2:6443
              name: kubernetes
            contexts:
            - context:
                cluster: kubernetes
                user: kubernetes-admin
              name: kubernetes-admin@kubernetes
            current-context: kubernetes-admin@kubernetes
            kind: Config
            preferences: {}
            users:
            - name: kubernetes-admin
              user:
                client-certificate-data: Q0VSVA==
                client-key-data: S0VZ
            """;

    private static final String FOREIGN =
            """
            apiVersion: v1
            kind: Config
            preferences:
              colors: true
            x-future: {deep: [1, yes, "yes", 1.10]}
            clusters:
            - name: company
              cluster:
                server: https://k8s.example.com
                insecure-skip-tls-verify: no
            - name: dev-2
              cluster: {server: "https://10.0.0.9:6443"}
            contexts:
            - name: company
              context: {cluster: company, user: me, namespace: "007"}
            - name: dev-2
              context: {cluster: dev-2, user: dev-2-admin}
            current-context: company
            users:
            - name: me
              user:
                exec:
                  apiVersion: client.authentication.k8s.io/v1
                  command: aws
                  args: [--region, eu-west-1]
                  env: null
            - name: dev-2-admin
              user: {token: abc}
            """;

    @TempDir
    Path directory;

    private Path file;
    private UserKubeconfig user;

    @BeforeEach
    void inAnEmptyHome() {
        file = directory.resolve(".kube/config");
        user = UserKubeconfig.of(Map.of("HOME", directory.toString()));
    }

    private static Kubeconfig cluster(String name) {
        return Kubeconfig.of(ADMIN, name, "127.0.0.1", 45123);
    }

    @Test
    void aClustersOwnFileIsNamedAfterItAndReachesItWhereItIsReached() {
        assertThat(cluster("dev").text())
                .isEqualTo(
                        """
                        apiVersion: v1
                        kind: Config
                        clusters:
                        - cluster:
                            certificate-authority-data: Q0E=
                            server: https://127.0.0.1:45123
                          name: dev
                        users:
                        - user:
                            client-certificate-data: Q0VSVA==
                            client-key-data: S0VZ
                          name: dev-admin
                        contexts:
                        - context:
                            cluster: dev
                            user: dev-admin
                          name: dev
                        current-context: dev
                        """);
    }

    @Test
    void anAddressOfTheNewerKindIsPutInBrackets() {
        assertThat(Kubeconfig.of(ADMIN, "dev", "fd00::2", 6443).text()).contains("https://[fd00::2]:6443");
    }

    @Test
    void anAdminFileWithoutAContextIsRefused() {
        assertThatThrownBy(() -> Kubeconfig.of("kind: Config", "dev", "127.0.0.1", 1))
                .isInstanceOf(KubeconfigException.class)
                .hasMessageContaining("admin.conf has no current context");
    }

    @Test
    void whereThereIsNoFileOneIsMadeForItsUserAlone() throws IOException {
        user.merge(cluster("dev"));

        assertThat(Files.readString(file)).isEqualTo(cluster("dev").text());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThat(file.getParent()).isDirectoryContaining(entry -> entry.equals(file));
        try (var entries = Files.list(file.getParent())) {
            assertThat(entries).containsExactly(file);
        }
    }

    @Test
    void mergingAndRemovingLeavesAllElseAsItWas() throws IOException {
        write(FOREIGN);
        user.merge(cluster("other"));
        user.remove("other");
        String once = Files.readString(file);

        user.merge(cluster("dev"));
        String merged = Files.readString(file);
        boolean removed = user.remove("dev");

        assertThat(removed).isTrue();
        assertThat(Files.readString(file)).isEqualTo(once);
        assertThat(once)
                .contains("x-future:", "- 1.10", "- yes", "- \"yes\"", "insecure-skip-tls-verify: no")
                .contains("namespace: \"007\"", "env: null", "current-context: \"\"")
                .containsSubsequence("name: company", "name: dev-2", "name: company", "name: dev-2", "name: me");
        assertThat(merged)
                .contains("current-context: dev\n")
                .contains("name: dev-admin")
                .contains("server: https://k8s");
    }

    @Test
    void mergingTwiceChangesNothing() throws IOException {
        write(FOREIGN);
        user.merge(cluster("dev"));
        String once = Files.readString(file);
        FileTime written = Files.getLastModifiedTime(file);

        user.merge(cluster("dev"));

        assertThat(Files.readString(file)).isEqualTo(once);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
    }

    @Test
    void aNewAddressReplacesTheOldOneInItsPlace() throws IOException {
        user.merge(cluster("dev"));
        user.merge(cluster("later"));

        user.merge(Kubeconfig.of(ADMIN, "dev", "127.0.0.1", 45999));

        assertThat(Files.readString(file))
                .doesNotContain("server: https://127.0.0.1:45123\n  name: dev\n")
                .containsSubsequence("https://127.0.0.1:45999", "name: dev", "https://127.0.0.1:45123", "name: later");
    }

    @Test
    void removingOneClusterNeverTouchesOneOfASimilarName() throws IOException {
        user.merge(cluster("dev-2"));
        user.merge(cluster("dev"));
        user.merge(cluster("de"));
        user.merge(cluster("dev-2"));

        user.remove("dev");

        String left = Files.readString(file);
        assertThat(left).contains("name: dev-2\n", "name: dev-2-admin", "name: de\n", "current-context: dev-2");
        assertThat(left).doesNotContain("name: dev\n", "name: dev-admin");
    }

    @Test
    void theCurrentContextIsResetOnlyIfItWasOurs() throws IOException {
        user.merge(cluster("dev"));
        write(Files.readString(file).replace("current-context: dev", "current-context: company"));

        user.remove("dev");

        assertThat(Files.readString(file)).contains("current-context: company");
    }

    @Test
    void removingWhatIsNotThereTouchesNothing() throws IOException {
        assertThat(user.remove("dev")).isFalse();
        assertThat(file.getParent()).doesNotExist();

        write(FOREIGN);
        assertThat(user.remove("dev")).isFalse();
        assertThat(Files.readString(file)).isEqualTo(FOREIGN);
    }

    @Test
    void aContextOfThatNameThatIsAnothersIsNeitherReplacedNorRemoved() throws IOException {
        write(FOREIGN);

        assertThatThrownBy(() -> user.merge(cluster("company")))
                .isInstanceOf(KubeconfigException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("another cluster called 'company'");
        assertThat(user.remove("company")).isFalse();
        assertThat(Files.readString(file)).isEqualTo(FOREIGN);
    }

    @Test
    void whatIsLeftOfOursIsRemovedAlsoWhereTheUserTookTheContextAway() throws IOException {
        user.merge(cluster("dev"));
        write(Files.readString(file).replaceFirst("(?s)contexts:.*?current", "contexts: null\ncurrent"));

        assertThat(user.remove("dev")).isTrue();
        assertThat(Files.readString(file)).doesNotContain("dev");
    }

    @Test
    void aMalformedFileIsNamedAndLeftAsItIs() throws IOException {
        for (String malformed :
                List.of("clusters: [", "- a\n", "clusters: {a: b}\n", "a: 1\na: 2\n", "a: &x 1\nb: *x\n")) {
            write(malformed);

            assertThatThrownBy(() -> user.merge(cluster("dev")))
                    .as(malformed)
                    .isInstanceOf(KubeconfigException.class)
                    .hasMessageStartingWith(file + " is not a kubeconfig: ");
            assertThatThrownBy(() -> user.remove("dev")).isInstanceOf(KubeconfigException.class);
            assertThat(Files.readString(file)).isEqualTo(malformed);
        }
    }

    @Test
    void theFileIsReplacedBehindALink() throws IOException {
        Path dotfiles = Files.createDirectories(directory.resolve("dotfiles")).resolve("kubeconfig");
        Files.writeString(dotfiles, FOREIGN);
        Files.createDirectories(file.getParent());
        Files.createSymbolicLink(file, Path.of("../dotfiles/kubeconfig"));

        user.merge(cluster("dev"));

        assertThat(file).isSymbolicLink();
        assertThat(Files.readString(dotfiles)).contains("name: dev-admin", "name: company");
    }

    @Test
    void theFirstFileOfTheVariableIsTheOneThatIsChanged() {
        Path first = directory.resolve("first");
        String list = File.pathSeparator + first + File.pathSeparator + directory.resolve("second");

        assertThat(UserKubeconfig.of(Map.of("KUBECONFIG", list, "HOME", "/nowhere"))
                        .file())
                .isEqualTo(first);
        assertThat(UserKubeconfig.of(Map.of("KUBECONFIG", "", "HOME", directory.toString()))
                        .file())
                .isEqualTo(file);
    }

    @Test
    void clustersMergedAtTheSameTimeAllArrive() throws Exception {
        write(FOREIGN);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> merges = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                Kubeconfig cluster = cluster("c" + i);
                merges.add(threads.submit(() -> user.merge(cluster)));
            }
            for (Future<?> merge : merges) {
                merge.get();
            }
        } finally {
            threads.shutdownNow();
        }

        String merged = Files.readString(file);
        for (int i = 0; i < 16; i++) {
            assertThat(merged).contains("name: c" + i + "\n").contains("name: c" + i + "-admin\n");
        }
    }

    @Test
    void aFileThatAnotherProgramHoldsIsReportedAndLeftAsItIs() throws IOException {
        write(FOREIGN);
        Path lock = Files.createFile(file.resolveSibling("config.lock"));
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(3600)));

        assertThatThrownBy(() -> new UserKubeconfig(file, Duration.ofMillis(50)).merge(cluster("dev")))
                .isInstanceOf(KubeconfigException.class)
                .hasMessageContaining("being changed by another program")
                .hasMessageContaining(lock.toString());
        assertThat(Files.readString(file)).isEqualTo(FOREIGN);
        assertThat(lock).exists();
    }

    @Test
    void aLockThatAKilledProcessOfOursLeftBehindIsTakenAway() throws IOException {
        write(FOREIGN);
        Path lock = Files.writeString(file.resolveSibling("config.lock"), "ohmykube");
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(KubeconfigLock.OLD.plusSeconds(1))));

        new UserKubeconfig(file, Duration.ofMillis(500)).merge(cluster("dev"));

        assertThat(Files.readString(file)).contains("name: dev-admin");
        assertThat(lock).doesNotExist();
    }

    private void write(String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
