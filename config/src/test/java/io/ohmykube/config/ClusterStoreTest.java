package io.ohmykube.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterStoreTest {
    @TempDir
    Path directory;

    private Home home;
    private ClusterStore store;

    @BeforeEach
    void inAnEmptyHome() {
        home = new Home(directory.resolve("home"));
        store = ClusterStore.in(home);
    }

    private static Cluster cluster(String name) {
        return NodeNames.expand(ClusterDefaults.cluster(name));
    }

    @Test
    void anEmptyHomeHoldsNoClustersAndStaysEmpty() {
        assertThat(store.names()).isEmpty();
        assertThat(store.find("dev")).isEmpty();
        assertThat(home.root()).doesNotExist();
    }

    @Test
    void aSavedClusterIsFoundByItsExactName() {
        store.save(cluster("dev"));
        store.save(cluster("dev-2"));

        assertThat(store.names()).containsExactly("dev", "dev-2");
        assertThat(store.require("dev")).isEqualTo(cluster("dev"));
        assertThat(store.find("de")).isEmpty();
    }

    @Test
    void everythingSavedIsForItsUserAlone() throws IOException {
        store.save(cluster("dev"));

        ClusterFiles files = store.files("dev");
        for (Path made : List.of(home.root(), home.clusters(), files.directory(), files.ssh(), files.logs())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .as(made.toString())
                    .isEqualTo("rwx------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.clusterYaml())))
                .isEqualTo("rw-------");
    }

    @Test
    void aClusterThatIsNotThereIsReportedWithThoseThatAre() {
        store.save(cluster("dev"));

        assertThatThrownBy(() -> store.require("prod"))
                .isInstanceOf(InvalidClusterException.class)
                .hasMessage("cluster: there is no cluster 'prod'; there is dev");
    }

    @Test
    void directoriesThatHoldNoClusterAreNotListed() throws IOException {
        store.save(cluster("dev"));
        Files.createDirectories(home.clusters().resolve("empty"));
        Files.createDirectories(home.clusters().resolve(".hidden"));
        Files.writeString(home.clusters().resolve(".hidden").resolve("cluster.yaml"), "");
        Files.writeString(home.clusters().resolve("file"), "");

        assertThat(store.names()).containsExactly("dev");
    }

    @Test
    void whatAWriterKilledInTheMiddleLeftBehindIsIgnored() throws IOException {
        store.save(cluster("dev"));
        Path halfway = store.files("dev").directory().resolve(".cluster.yaml.1234.tmp");
        Files.writeString(halfway, "metadata: {na");
        Path neverFinished = home.clusters().resolve("other");
        Files.createDirectories(neverFinished);
        Files.writeString(neverFinished.resolve(".cluster.yaml.1234.tmp"), "metadata: {na");

        assertThat(store.names()).containsExactly("dev");
        assertThat(store.require("dev")).isEqualTo(cluster("dev"));
        assertThat(store.find("other")).isEmpty();
    }

    @Test
    void aCopiedDirectoryIsNotTakenForTheClusterItWasCopiedFrom() throws IOException {
        store.save(cluster("dev"));
        Files.createDirectories(home.clusters().resolve("copy"));
        Files.copy(store.files("dev").clusterYaml(), home.cluster("copy").clusterYaml());

        assertThatThrownBy(() -> store.find("copy"))
                .isInstanceOf(InvalidClusterException.class)
                .hasMessageStartingWith("metadata.name: 'dev' stands in ");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        store.save(cluster("dev"));
        Path file = store.files("dev").clusterYaml();
        Files.writeString(file, "spec: [");

        assertThatThrownBy(() -> store.find("dev"))
                .isInstanceOf(InvalidClusterException.class)
                .hasMessageStartingWith(file + ": line 1");
        Files.delete(file);
        Files.createDirectory(file);
        assertThatThrownBy(() -> store.find("dev"))
                .isInstanceOf(InvalidClusterException.class)
                .hasMessageStartingWith(file + ": cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "", "a/b", "../dev", "/tmp", "A", "a\0b", "-a"})
    void aNameNeverLeadsOutOfTheDirectoryOfClusters(String name) {
        assertThatThrownBy(() -> store.remove(name)).isInstanceOf(InvalidClusterException.class);
        assertThatThrownBy(() -> store.find(name)).isInstanceOf(InvalidClusterException.class);
        assertThatThrownBy(() -> store.files(name)).isInstanceOf(InvalidClusterException.class);
    }

    @Test
    void changesMadeAtTheSameTimeAllArrive() throws Exception {
        store.save(cluster("dev"));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> changes = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String node = "n" + i;
                changes.add(threads.submit(() -> store.update(
                        "dev",
                        dev -> dev.withStatus(status -> status.withNode(
                                new NodeStatus(node, Role.WORKER, NodeStatus.Phase.READY, null, null))))));
            }
            for (Future<?> change : changes) {
                change.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(store.require("dev").status().nodes()).hasSize(40);
    }

    @Test
    void changesOfSeveralStoresAndProgramsAllArrive() throws Exception {
        store.save(cluster("dev"));
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChangingProgram.class.getName(),
                        home.root().toString(),
                        "dev",
                        "theirs",
                        "20")
                .inheritIO()
                .start();
        int ours = 0;
        while (other.isAlive() || ours == 0) {
            String node = "ours" + ours++;
            ClusterStore.in(home)
                    .update(
                            "dev",
                            dev -> dev.withStatus(status -> status.withNode(
                                    new NodeStatus(node, Role.WORKER, NodeStatus.Phase.READY, null, null))));
        }

        assertThat(other.waitFor()).isZero();
        assertThat(store.require("dev").status().nodes()).hasSize(20 + ours);
    }

    @Test
    void anUpdateOfNoClusterMakesNone() {
        assertThatThrownBy(() -> store.update("dev", dev -> dev)).isInstanceOf(InvalidClusterException.class);
        assertThat(home.root()).doesNotExist();
    }

    @Test
    void removingAClusterLeavesOneOfASimilarNameAlone() throws IOException {
        store.save(cluster("dev"));
        store.save(cluster("dev-2"));
        Files.createDirectories(store.files("dev").logs().resolve("deep"));
        Files.writeString(store.files("dev").logs().resolve("deep/file"), "text");

        store.remove("dev");
        store.remove("dev");

        assertThat(store.names()).containsExactly("dev-2");
        assertThat(store.files("dev").directory()).doesNotExist();
        assertThat(store.require("dev-2")).isEqualTo(cluster("dev-2"));
    }

    @Test
    void removingAClusterDoesNotFollowLinks() throws IOException {
        store.save(cluster("dev"));
        Path mine = Files.createDirectories(directory.resolve("mine"));
        Files.writeString(mine.resolve("precious"), "text");
        Files.createSymbolicLink(store.files("dev").machines(), mine);
        Files.createSymbolicLink(home.clusters().resolve("linked"), mine);

        store.remove("dev");
        store.remove("linked");

        assertThat(home.clusters()).isEmptyDirectory();
        assertThat(mine.resolve("precious")).hasContent("text");
    }
}
