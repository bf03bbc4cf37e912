package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes no sense ends with 2 and one clear line, before anything is created. */
class BadInputTest {
    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "up --cni calico                     | --cni: 'calico' is not known; | flannel",
                "up --csi nfs                        | --csi: 'nfs' is not known; | local-path-provisioner",
                "up --lb f5                          | --lb: 'f5' is not known; | metallb",
                "up --launcher vmware                | --launcher: 'vmware' is not known; | simulated",
                "up --workers 0                      | --workers: '0' | 1 to 10",
                "up --workers 11                     | --workers: '11' | 1 to 10",
                "up --workers many                   | --workers | 'many' is not an int",
                "up --masters 2                      | --masters: '2' control planes are not allowed; 1, 3, 5 or 7 |",
                "up --master-memory 0                | --master-memory: '0' |",
                "up --worker-memory 1MB              | --worker-memory | '1MB' is not an int",
                "up --worker-memory 10000000         | --worker-memory: '10000000' |",
                "up --pod-cidr 10.244.0.0            | --pod-cidr: '10.244.0.0' |",
                "up --pod-cidr 10.96.0.0/16          | --pod-cidr | 10.96.0.0/12",
                "up --control-plane-endpoint lb:0    | --control-plane-endpoint: 'lb:0' | k8s.example.org:6443",
                "up --control-plane-endpoint 10.244.0.9 | --control-plane-endpoint: '10.244.0.9' overlaps | 10.244.0.0/16",
                "up --service-cidr nonsense          | --service-cidr: 'nonsense' |",
                "up --k8s-version latest             | --k8s-version: 'latest' | v1.",
                "up --k8s-version 1.33.0             | --k8s-version: '1.33.0' | v1.33.0",
                "up --k8s-version v1.27.0 --enable-swap | --enable-swap | v1.27.0",
                "up --name Dev_1                     | 'Dev_1' | lower-case",
                "up --file no/such/file.yaml         | no/such/file.yaml |",
                "up --kubeadm-config no/such.yaml    | no/such.yaml |",
                "up --workres 3                      | --workres |",
                "up -o toml                          | toml | json",
                "up -o yaml --launcher simulated     | -o yaml | json",
                "up extra                            | extra |",
                "down --name nosuch                  | 'nosuch' |",
                "down --name ../etc                  | '../etc' |",
                "add --key k                         | --key: goes with --host only |",
                "add --name nosuch                   | 'nosuch' |",
                "delete --name nosuch nosuch-worker-1 | 'nosuch' |",
                "delete                              | NODE |",
                "resume --name nosuch                | 'nosuch' |",
                "list --name nosuch                  | 'nosuch' |",
                "status --name nosuch                | 'nosuch' |",
                "download-kubeconfig --name nosuch   | 'nosuch' |",
                "fly                                 | 'fly' |",
                "--parallel 0 up --launcher simulated | --parallel | 1",
            })
    void badInputIsNamedInOneLineAndNothingIsCreated(String line, String named, String allowed) {
        Invocation.Output output = new Invocation(directory).run(line.trim().split(" +", -1));

        assertThat(output.exitCode()).as(output.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(output.out()).isEmpty();
        assertThat(output.errors()).hasSizeBetween(1, 2);
        assertThat(output.errors().get(0)).startsWith("error: ").contains(named.trim());
        assertThat(output.errors().get(0)).contains(allowed == null ? "" : allowed.trim());
        assertThat(directory.resolve("home/clusters")).doesNotExist();
    }

    @Test
    void everyProblemOfAFileIsNamedAtOnce() throws IOException {
        Path file = directory.resolve("cluster.yaml");
        Files.writeString(
                file,
                """
                apiVersion: ohmykube.io/v1alpha1
                kind: Cluster
                metadata: {name: dev}
                spec:
                  colour: blue
                  networking: {cni: calico}
                """);
        Invocation.Output output = new Invocation(directory).run("up", "-f", file.toString());

        assertThat(output.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(output.err()).contains("spec.colour").contains("calico");
        assertThat(directory.resolve("home/clusters")).doesNotExist();
    }

    @Test
    void aFileThatIsNoYamlIsNamed() throws IOException {
        Path file = directory.resolve("cluster.yaml");
        Files.writeString(file, "spec: [unclosed");
        Invocation.Output output = new Invocation(directory).run("up", "-f", file.toString());

        assertThat(output.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(output.errors()).hasSize(1);
        assertThat(output.err()).contains(file.toString()).contains("line 1");
    }

    @Test
    void whatCannotBeFetchedNamesTheAddressAndTheWayOutAndLeavesNothingHalfMade() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("mirror"));
        Invocation.Output output = new Invocation(directory)
                .run("up", "--launcher", "simulated", "--k8s-version", "v1.33.0", "--mirror", empty.toString());

        assertThat(output.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(output.err()).contains(empty.toString());
        assertThat(directory.resolve("home/clusters/ohmykube")).doesNotExist();
    }
}
