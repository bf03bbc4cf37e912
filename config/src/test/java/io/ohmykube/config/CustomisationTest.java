package io.ohmykube.config;

import static io.ohmykube.config.ClusterValidatorTest.VALIDATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomisationTest {
    @TempDir
    private Path directory;

    private Path script;

    @BeforeEach
    void writeScript() throws IOException {
        script = Files.writeString(directory.resolve("a hook.sh"), "#!/bin/sh\ntrue\n");
    }

    @Test
    void everyNodeOfAGroupGetsItsAnnotationsHooksAndUploads() {
        Cluster cluster = request(
                        """
                spec:
                  nodes:
                    workers:
                    - count: 2
                      annotations: {example.com/owner: "ada, bob"}
                      hooks: {preK8sInit: ["%1$s"]}
                      uploads: [{local: "%1$s", remote: /opt/hook, mode: "0750", owner: "root:adm"}]
                """
                                .formatted(script))
                .create("dev", VALIDATOR);

        assertThat(cluster.spec().nodes().workers()).hasSize(2).allSatisfy(worker -> {
            assertThat(worker.custom().annotations()).containsOnly(Map.entry("example.com/owner", "ada, bob"));
            assertThat(worker.custom().hooks(HookPoint.PRE_K8S_INIT)).containsExactly(script.toString());
            assertThat(worker.custom().uploads())
                    .containsExactly(new Upload(script.toString(), "/opt/hook", "0750", "root:adm"));
        });
        assertThat(cluster.spec().nodes().controlPlanes().get(0).custom()).isEqualTo(Customisation.NONE);
    }

    @Test
    void whatIsSaidOfAllWorkersWinsOverTheFileAndLeavesTheRest() {
        Cluster cluster = request(
                        """
                spec: {nodes: {workers: [{name: a, labels: {tier: old}, annotations: {kept: "yes"}}, {name: b}]}}
                """)
                .with("spec.nodes.workers[*].labels", Map.of("tier", "new"), "--worker-labels")
                .create("dev", VALIDATOR);

        assertThat(cluster.spec().nodes().workers())
                .allSatisfy(worker -> assertThat(worker.labels()).containsOnly(Map.entry("tier", "new")));
        assertThat(cluster.spec().nodes().workers().get(0).custom().annotations())
                .containsKey("kept");
    }

    @Test
    void aPathIsMeantFromTheWorkingDirectoryAndKeptAbsolute() {
        Path relative = Path.of("").toAbsolutePath().relativize(script);
        Cluster cluster = request("spec: {nodes: {master: {hooks: {preSystemInit: [\"" + relative + "\"]}}}}")
                .create("dev", VALIDATOR);

        assertThat(cluster.spec().nodes().controlPlanes().get(0).custom().hooks(HookPoint.PRE_SYSTEM_INIT))
                .containsExactly(script.toString());
    }

    @Test
    void whatCannotBeDoneIsRefusedAllAtOnce() {
        ClusterRequest request = request(
                """
                spec:
                  nodes:
                    master:
                      annotations: {"not a key": x}
                      hooks: {postSystemInit: [/no/such/hook], sometime: [/x]}
                      uploads:
                      - {local: /no/such/file, remote: relative, mode: rwx, owner: "a b"}
                      - {local: /etc, remote: /etc/../root}
                """);

        assertThatThrownBy(() -> request.create("dev", VALIDATOR))
                .isInstanceOf(InvalidClusterException.class)
                .hasMessageContainingAll(
                        "spec.nodes.master.hooks.sometime: unknown field",
                        "'not a key' is not a key",
                        "spec.nodes.master.hooks.postSystemInit: '/no/such/hook' is not a file that can be read",
                        "spec.nodes.master.uploads[0].local: '/no/such/file' is not a file",
                        "spec.nodes.master.uploads[0].remote: 'relative' is not allowed",
                        "spec.nodes.master.uploads[0].mode: 'rwx' is not a mode",
                        "spec.nodes.master.uploads[0].owner: 'a b' is not an owner",
                        "spec.nodes.master.uploads[1].remote: '/etc/../root' is not allowed");
    }

    @Test
    void anExistingClusterSaysWhichHookDiffers() {
        Cluster stored = request("spec: {nodes: {workers: [{}]}}").create("dev", VALIDATOR);
        ClusterRequest other = request("spec: {nodes: {workers: [{hooks: {postK8sInit: [\"" + script + "\"]}}]}}");

        assertThatThrownBy(() -> other.change(stored, VALIDATOR))
                .isInstanceOf(InvalidClusterException.class)
                .hasMessageContaining("spec.nodes.workers[0].hooks");
    }

    @Test
    void theAnnotationsOfANodeFitIntoACommand() {
        ClusterRequest request = ClusterRequest.empty()
                .with("spec.nodes.master.annotations", Map.of("big", "x".repeat(64 * 1024)), "--master-annotations");

        assertThatThrownBy(() -> request.create("dev", VALIDATOR))
                .hasMessageContaining("--master-annotations: 65539 bytes are too many");
    }

    @Test
    void hooksOfOnePointRunInTheOrderGiven() throws IOException {
        Path second = Files.writeString(directory.resolve("0.sh"), "true\n");
        Cluster cluster = ClusterRequest.empty()
                .with(
                        "spec.nodes.master.hooks.preSystemInit",
                        List.of(script.toString(), second.toString()),
                        "--master-hook-pre-system-init")
                .create("dev", VALIDATOR);

        assertThat(cluster.spec().nodes().controlPlanes().get(0).custom().hooks(HookPoint.PRE_SYSTEM_INIT))
                .containsExactly(script.toString(), second.toString());
    }

    private static ClusterRequest request(String yaml) {
        return ClusterRequest.ofYaml(yaml, "dev.yaml");
    }
}
