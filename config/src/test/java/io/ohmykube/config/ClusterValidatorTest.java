package io.ohmykube.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClusterValidatorTest {
    static final ClusterValidator VALIDATOR = new ClusterValidator(new ClusterValidator.Choices(
            List.of("simulated", "container"),
            List.of("flannel"),
            List.of("local-path-provisioner"),
            List.of("metallb"),
            List.of("container")));

    static Stream<Path> valid() {
        return fixtures("valid-");
    }

    static Stream<Path> invalid() {
        return fixtures("invalid-");
    }

    @ParameterizedTest
    @MethodSource("valid")
    void accepts(Path file) throws IOException {
        ClusterRequest request =
                ClusterRequest.ofYaml(Files.readString(file), file.getFileName().toString());

        assertThatCode(() -> request.create("ohmykube", VALIDATOR)).doesNotThrowAnyException();
    }

    /** The first line of such a file is the beginning of the one problem it has. */
    @ParameterizedTest
    @MethodSource("invalid")
    void refusesWithOneClearLine(Path file) throws IOException {
        String text = Files.readString(file);
        String problem = text.lines().findFirst().orElseThrow().substring(2);

        assertThatThrownBy(() -> ClusterRequest.ofYaml(text, file.getFileName().toString())
                        .create("ohmykube", VALIDATOR))
                .isInstanceOf(InvalidClusterException.class)
                .hasMessageStartingWith(problem)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void findsAllProblemsAtOnce() {
        Cluster cluster = ClusterYaml.read(
                "{metadata: {name: Dev}, spec: {version: '1', networking: {cni: x, podCIDR: y}}}", "x");

        assertThat(VALIDATOR.validate(cluster))
                .extracting(Problem::path)
                .containsExactlyInAnyOrder(
                        "metadata.name", "spec.version", "spec.networking.cni", "spec.networking.podCIDR");
    }

    @Test
    void acceptsAnExpandedClusterAsWellAsGroups() {
        Cluster groups = ClusterDefaults.cluster("dev");

        VALIDATOR.require(groups);
        VALIDATOR.require(NodeNames.expand(groups));
    }

    @Test
    void theLongestNameStillLeavesRoomForTheNamesOfNodes() {
        String longest = "a".repeat(47);

        VALIDATOR.require(NodeNames.expand(ClusterDefaults.cluster(longest)));
        assertThat(NodeNames.controlPlane(longest, 1)).hasSize(63);
        assertThat(VALIDATOR.validate(ClusterDefaults.cluster(longest + "a")))
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .endsWith("at most 47 are allowed");
    }

    @Test
    void moreThanTenWorkersAreAllowedWhereTheyCostNothing() {
        Cluster fifty = ClusterRequest.empty()
                .with("spec.nodes.workers[*].count", 50, "--workers")
                .create("dev", VALIDATOR.allowLarge());

        assertThat(fifty.spec().nodes().workers()).hasSize(50);
    }

    @Test
    void anyLauncherIsAllowedWhereTheLaunchersAreNotKnown() {
        ClusterValidator any =
                new ClusterValidator(new ClusterValidator.Choices(List.of(), List.of(), List.of(), List.of()));
        Cluster cluster = ClusterYaml.read(
                "spec: {launcher: x, networking: {cni: none}, storage: {csi: none}, loadBalancer: {type: none}}", "x");

        assertThat(any.validate(cluster)).isEmpty();
    }

    private static Stream<Path> fixtures(String prefix) {
        try (Stream<Path> files =
                Files.list(Path.of(Objects.requireNonNull(ClusterValidatorTest.class.getResource("clusters"))
                        .toURI()))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
