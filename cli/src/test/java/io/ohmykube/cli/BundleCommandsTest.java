package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleCommandsTest {
    private static final List<String> SMALL =
            List.of("--launcher", "simulated", "--csi", "none", "--lb", "none", "--workers", "1");

    @TempDir
    private Path directory;

    private Internet internet;
    private Path bundle;
    private Path nothing;

    @BeforeEach
    void connect() throws IOException {
        internet = new Internet();
        bundle = directory.resolve("kube.bundle.tar.zst");
        nothing = Files.createDirectory(directory.resolve("nothing"));
    }

    @AfterEach
    void disconnect() {
        internet.close();
    }

    @Test
    void aClusterIsMadeOfABundleAloneOnAnotherComputer() {
        Invocation.Output created = create("v1.33.0");
        assertThat(created.err())
                .contains("kubelet 1.33.0 " + Host.architecture().word(), "registry.k8s.io/kube-apiserver:v1.33.0");
        assertThat(created.out())
                .contains("is written: Kubernetes v1.33.0 for "
                        + Host.architecture().word() + ", 7 packages, 1 manifest, 8 images, no node image");
        internet.close();
        int requests = internet.requests().size();

        JsonNode loaded =
                there("-o", "json", "bundle", "load", bundle.toString()).last();
        assertThat(loaded.path("addedFiles").asInt()).isPositive();
        assertThat(there("bundle", "load", bundle.toString()).out()).contains("was loaded before");

        Invocation.Output up = up();
        assertThat(up.err()).isEmpty();
        assertThat(up.exitCode()).isZero();
        Cluster cluster =
                ClusterStore.in(new Home(directory.resolve("there/home"))).require("ohmykube");
        assertThat(cluster.spec().version()).as("the newest that is here").isEqualTo("v1.33.0");
        assertThat(there("add", "--offline", "--mirror", nothing.toString()).exitCode())
                .isZero();
        assertThat(internet.requests()).hasSize(requests);
    }

    @Test
    void allThatIsMissingIsListedBeforeAnythingIsCreated() {
        Invocation.Output none = up();
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains("no Kubernetes version").contains("bundle load");

        Invocation.Output output = up("--k8s-version", "v1.33.0");

        assertThat(output.exitCode()).isEqualTo(1);
        assertThat(output.err())
                .contains(
                        "  package kubelet 1.33.0 " + Host.architecture().word(),
                        "  package containerd 1.7.27 " + Host.architecture().word(),
                        "  image registry.k8s.io/kube-apiserver:v1.33.0",
                        "  manifest https://github.com/flannel-io/",
                        "bundle load");
        assertThat(there("list").out()).doesNotContain("ohmykube-master");
    }

    @Test
    void aVersionOfWhichOnlyAPartIsHereIsNotTaken() throws IOException {
        create("v1.33.0");
        create("v1.34.0");
        there("bundle", "load", bundle.toString());
        Path kubeadm = directory.resolve("there/home/cache/packages/kubeadm/1.34.0/amd64/kubeadm-1.34.0-amd64.yaml");
        assertThat(kubeadm).exists();
        assertThat(up("--dry-run").exitCode()).isZero();
        Files.delete(kubeadm);

        assertThat(up().err()).contains("no Kubernetes version");
    }

    @Test
    void whatIsDamagedIsRefusedWithOne() throws IOException {
        create("v1.33.0");
        byte[] whole = Files.readAllBytes(bundle);
        Files.write(bundle, Arrays.copyOf(whole, whole.length - 100));

        for (String what : List.of("verify", "load")) {
            Invocation.Output output = there("bundle", what, bundle.toString());
            assertThat(output.exitCode()).as(what).isEqualTo(1);
            assertThat(output.err()).contains("is not a sound bundle");
        }
        assertThat(there("cache", "list").out()).isEqualTo("the cache holds nothing\n");
    }

    @Test
    void whatABundleHoldsCanBeAsked() {
        create("v1.33.0");

        assertThat(there("bundle", "verify", bundle.toString()).out()).contains("is sound: Kubernetes v1.33.0");
        JsonNode facts =
                there("bundle", "verify", bundle.toString(), "-o", "json").last();
        assertThat(facts.path("images").asInt()).isEqualTo(8);
        assertThat(facts.path("architectures").path(0).asText()).isEqualTo("amd64");
    }

    @Test
    void whereToWriteMustBeSaidAndMustBePossible() {
        assertThat(there("bundle", "create").err()).contains("-o FILE is missing");
        assertThat(there("bundle", "create", "-o", "/no/such/folder/x").exitCode())
                .isEqualTo(2);
        assertThat(there("bundle", "create", "-o", bundle.toString(), "--arch", "vax")
                        .err())
                .contains("amd64, arm64 and both");
        assertThat(directory.toFile().list()).noneMatch(name -> name.startsWith(".ohmykube-"));
    }

    private Invocation.Output create(String version) {
        List<String> arguments = new ArrayList<>(List.of(
                "bundle",
                "create",
                "-o",
                bundle.toString(),
                "--k8s-version",
                version,
                "--mirror",
                internet.address(),
                "--registry-mirror",
                internet.address()));
        arguments.addAll(SMALL);
        Invocation.Output output = new Invocation(directory.resolve("here")).run(arguments.toArray(String[]::new));
        assertThat(output.exitCode()).as(output.err()).isZero();
        return output;
    }

    /** A mirror makes the simulated launcher take the real cache. */
    private Invocation.Output up(String... more) {
        List<String> arguments = new ArrayList<>(List.of("up", "--offline", "--mirror", nothing.toString()));
        arguments.addAll(SMALL);
        arguments.addAll(List.of(more));
        return there(arguments.toArray(String[]::new));
    }

    private Invocation.Output there(String... arguments) {
        return new Invocation(directory.resolve("there")).run(arguments);
    }
}
