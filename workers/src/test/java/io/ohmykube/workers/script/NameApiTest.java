package io.ohmykube.workers.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that names the API to a node, on a directory that takes the place of the node's files. */
class NameApiTest {
    private static final String NAME = "api.dev.ohmykube.internal";
    private static final String OWN = "127.0.0.1 localhost\n10.0.0.7 theirs\n";

    private static final String STOPPING = "case $1 in ps) echo proxy ;; *) echo \"$@\" >> %s/stopped ;; esac";

    @TempDir
    Path root;

    @BeforeEach
    void makeANode() throws IOException {
        file("etc/hosts", OWN);
        file("etc/systemd/system/keep", "");
        program("systemctl", "exit 0");
        program("crictl", STOPPING.formatted(root));
    }

    @Test
    void everyAddressHasALineInTheOrderGiven() throws Exception {
        assertThat(name("10.0.0.2", "10.0.0.3", "10.0.0.1"))
                .isEqualTo("changed: " + NAME + " is 10.0.0.2, 10.0.0.3, 10.0.0.1\n");

        assertThat(text("etc/hosts")).isEqualTo(OWN + lines("10.0.0.2", "10.0.0.3", "10.0.0.1"));
        assertThat(name("10.0.0.2", "10.0.0.3", "10.0.0.1")).isEmpty();
    }

    @Test
    void whatComesAndGoesAndAnotherOrderAreWrittenAnewAndTheRestStays() throws Exception {
        name("10.0.0.1");
        name("10.0.0.1", "10.0.0.2", "10.0.0.3");
        assertThat(text("etc/hosts")).isEqualTo(OWN + lines("10.0.0.1", "10.0.0.2", "10.0.0.3"));
        name("10.0.0.2", "10.0.0.1", "10.0.0.3");
        assertThat(text("etc/hosts")).isEqualTo(OWN + lines("10.0.0.2", "10.0.0.1", "10.0.0.3"));
        name("10.0.0.3");
        assertThat(text("etc/hosts")).isEqualTo(OWN + lines("10.0.0.3"));
    }

    @Test
    void aStartOfTheMachinePutsBackWhatItsSystemHasTakenAway() throws Exception {
        name("10.0.0.1", "10.0.0.2");
        for (String after : List.of(OWN, OWN + lines("10.0.0.2"), OWN + lines("10.0.0.2", "10.0.0.1"))) {
            file("etc/hosts", after);
            assertThat(run("sh", root.resolve("etc/ohmykube/name-api").toString())
                            .waitFor())
                    .isZero();
            assertThat(text("etc/hosts")).isEqualTo(OWN + lines("10.0.0.1", "10.0.0.2"));
        }
    }

    @Test
    void kubeProxyIsStoppedOnceForEachChangeSinceItKeepsACopy() throws Exception {
        name("10.0.0.1");
        assertThat(root.resolve("stopped")).as("it is no node yet").doesNotExist();
        file("etc/kubernetes/kubelet.conf", "");
        name("10.0.0.1");
        assertThat(root.resolve("stopped")).doesNotExist();

        name("10.0.0.1", "10.0.0.2");
        name("10.0.0.1", "10.0.0.2");

        assertThat(text("stopped")).isEqualTo("stop proxy\n");
    }

    @Test
    void whoWasCutOffBeforeKubeProxyWasStoppedStopsItTheNextTime() throws Exception {
        name("10.0.0.1");
        file("etc/kubernetes/kubelet.conf", "");
        program("crictl", "case $1 in ps) echo proxy ;; *) exit 1 ;; esac");
        assertThat(started("10.0.0.2").waitFor()).isNotZero();
        assertThat(text("etc/hosts")).isEqualTo(OWN + lines("10.0.0.2"));
        program("crictl", STOPPING.formatted(root));

        assertThat(name("10.0.0.2")).startsWith("changed: ");

        assertThat(text("stopped")).isEqualTo("stop proxy\n");
    }

    private static String lines(String... addresses) {
        return String.join(
                "",
                Stream.of(addresses)
                        .map(address -> address + " " + NAME + " # ohmykube-api\n")
                        .toList());
    }

    private String name(String... addresses) throws IOException, InterruptedException {
        Process process = started(addresses);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out;
    }

    private Process started(String... addresses) throws IOException {
        String text =
                new Script("name-api").text().replace("/etc/", root + "/etc/").replace("/var/lib", root + "/var/lib");
        return run(Stream.concat(Stream.of("sh", "-euc", text, "name-api", NAME), Stream.of(addresses))
                .toArray(String[]::new));
    }

    private Process run(String... line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().merge("PATH", root + "/bin", (path, bin) -> bin + ":" + path);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private void program(String name, String text) throws IOException {
        Path program = file("bin/" + name, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.writeString(file, text);
    }

    private String text(String path) throws IOException {
        return Files.readString(root.resolve(path));
    }
}
