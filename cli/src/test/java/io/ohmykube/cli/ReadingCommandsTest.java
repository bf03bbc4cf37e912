package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingCommandsTest {
    @TempDir
    Path directory;

    @Test
    void versionIsOneLineOrOneDocument() {
        assertThat(new Invocation(directory).run("version").out())
                .startsWith("ohmykube ")
                .hasLineCount(1);
        assertThat(new Invocation(directory).run("version", "-o", "json").last().has("java"))
                .isTrue();
    }

    @Test
    void noClustersIsNothingForAScriptAndAHintForAPerson() {
        assertThat(new Invocation(directory).run("list").out()).contains("ohmykube up");
        assertThat(new Invocation(directory).run("list", "-o", "json").out()).isEmpty();
        assertThat(new Invocation(directory).run("status").exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void globalOptionsStandBeforeOrAfterTheCommand() {
        Invocation.Output before = new Invocation(directory).run("--name", "dev", "up", "--dry-run");
        Invocation.Output after = new Invocation(directory).run("up", "--dry-run", "--name", "dev");
        assertThat(before.out()).contains("name: dev").isEqualTo(after.out());
    }

    @Test
    void dryRunPrintsTheDefaultClusterWholeAndCreatesNothing() {
        Invocation.Output output = new Invocation(directory).run("up", "--dry-run", "-o", "yaml");

        assertThat(output.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(output.out())
                .contains("apiVersion: ohmykube.io/v1alpha1")
                .contains("name: ohmykube-control-plane-1")
                .contains("name: ohmykube-worker-1")
                .contains("name: ohmykube-worker-2")
                .doesNotContain("ohmykube-worker-3")
                .contains("cni: flannel")
                .contains("csi: local-path-provisioner")
                .contains("type: metallb")
                .contains("cpu: 2", "memory: 4", "disk: 20", "cpu: 1", "memory: 2", "disk: 10");
        assertThat(directory.resolve("home")).doesNotExist();
    }

    @Test
    void aNewClustersNodesReachTheOutsideAsThisProgramDoesUnlessTheFileSaysHow() throws IOException {
        Path file = Files.writeString(
                directory.resolve("cluster.yaml"), "spec: {registries: {mirrors: {quay.io: [https://quay.example]}}}");
        Invocation invocation = new Invocation(directory)
                .with("https_proxy", "me:secret@proxy.example:3128")
                .with("NO_PROXY", ".corp, 10.1.0.0/16");
        String[] options = {"up", "--dry-run", "--registry-mirror", "docker.io=http://10.0.0.1:5000"};

        assertThat(invocation.run(options).out())
                .contains("docker.io:", "http://10.0.0.1:5000", "http://me:******@proxy.example:3128")
                .contains(".corp", "10.1.0.0/16")
                .doesNotContain("secret");
        assertThat(invocation
                        .run(Stream.concat(Stream.of(options), Stream.of("-f", file.toString()))
                                .toArray(String[]::new))
                        .out())
                .contains("https://quay.example")
                .doesNotContain("10.0.0.1");
    }

    @Test
    void helpHasAnExampleForEveryCommand() {
        for (String command : new String[] {
            "up",
            "down",
            "add",
            "delete",
            "resume",
            "ttl",
            "list",
            "status",
            "process",
            "process list",
            "process show",
            "process cancel",
            "download-kubeconfig",
            "doctor",
            "serve",
            "version"
        }) {
            String[] words = command.replaceFirst("(\\S+)$", "help $1").split(" ", -1);
            Invocation.Output output = new Invocation(directory).run(words);
            assertThat(output.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(output.out()).as(command).contains("Example").contains("  ohmykube");
            assertThat(new Invocation(directory).run((command + " --help").split(" ", -1)))
                    .as(command + " --help")
                    .isEqualTo(output);
        }
    }
}
