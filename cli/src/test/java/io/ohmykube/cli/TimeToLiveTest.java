package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.ClusterYaml;
import io.ohmykube.config.Home;
import io.ohmykube.processes.OperationLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clusters that live for a while, through the command line as a user has it. */
@Timeout(300)
class TimeToLiveTest {
    @TempDir
    Path directory;

    private Invocation ohmykube;
    private ClusterStore store;

    @BeforeEach
    void start() {
        ohmykube = new Invocation(directory);
        store = ClusterStore.in(new Home(directory.resolve("home")));
    }

    /** A cluster as it is on disk, of which no machine was made. */
    private void written(String name, @Nullable Instant expires) {
        String text = "metadata: {name: " + name + "}\nspec: {nodes: {master: {name: " + name
                + "-control-plane-1}, workers: []}}\n";
        store.save(ClusterYaml.read(text, name).withExpires(expires));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private void lives(String cluster, Duration time) {
        assertThat(store.require(cluster).expires().orElseThrow())
                .isCloseTo(Instant.now().plus(time), within(2, ChronoUnit.MINUTES));
    }

    @Test
    void upBeginsATimeToLiveAndBeginsItAnewAlsoWhereNothingElseIsToBeDone() throws IOException {
        Path file = Files.writeString(
                directory.resolve("dev.yaml"),
                "metadata: {name: dev, ttl: 1d}\nspec: {version: v1.33.0, launcher: simulated, nodes: {workers: [{count: 1}]}}");
        Invocation.Output up = ohmykube.run("up", "-f", file.toString());
        assertThat(up.exitCode()).as(up.out() + up.err()).isEqualTo(ExitCode.DONE);
        assertThat(up.out())
                .contains("Cluster dev is ready")
                .contains("lives until " + store.require("dev").expires().orElseThrow() + ", in ")
                .contains("'ohmykube serve' removes it as soon as it runs")
                .contains("No server runs now");
        lives("dev", Duration.ofDays(1));

        Invocation.Output again = ohmykube.run("up", "--name", "dev", "--ttl", "2h", "-o", "json");
        assertThat(again.exitCode()).as(again.out() + again.err()).isEqualTo(ExitCode.DONE);
        assertThat(again.last().path("expires").asText())
                .isEqualTo(store.require("dev").expires().orElseThrow().toString());
        lives("dev", Duration.ofHours(2));

        assertThat(ohmykube.run("up", "--name", "dev").out()).contains("is up to date", "lives until ");
        lives("dev", Duration.ofHours(2));
    }

    @Test
    void aDryRunShowsWhenItWouldBeOverAndTheOptionWinsOverTheFile() throws IOException {
        Path file = Files.writeString(directory.resolve("dev.yaml"), "metadata: {ttl: 7d}");
        Instant before = now();
        Invocation.Output output = ohmykube.run("up", "--dry-run", "-f", file.toString(), "--ttl", "90m");

        Instant expires = ClusterYaml.read(output.out(), "printed").expires().orElseThrow();
        assertThat(expires).isBetween(before.plus(Duration.ofMinutes(90)), now().plus(Duration.ofMinutes(90)));
        assertThat(output.out()).doesNotContain("ttl");
        assertThat(store.names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "0m", "-1h", "59s", "366d", "2"})
    void whatIsNoTimeToLiveIsBadInput(String text) {
        written("ohmykube", null);

        for (Invocation.Output refused : List.of(
                ohmykube.run("up", "--name", "new", "--ttl=" + text),
                ohmykube.run("ttl", "--extend=" + text),
                ohmykube.run("ttl", "--", text))) {
            assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(refused.err())
                    .containsPattern("error: (--ttl|--extend|TIME): '" + text + "' is no time to live; 30m, 2h, 7d");
        }
        assertThat(store.require("ohmykube").expires()).isEmpty();
        assertThat(store.names()).containsExactly("ohmykube");
    }

    @Test
    void theTimeIsShownSetExtendedAndTakenBack() {
        written("dev", null);
        assertThat(ohmykube.run("--name", "dev", "ttl").out())
                .isEqualTo("Cluster dev lives until somebody removes it.\n");
        assertThat(ohmykube.run("--name", "dev", "ttl", "-o", "json")
                        .last()
                        .path("expires")
                        .isNull())
                .isTrue();

        Invocation.Output set = ohmykube.run("--name", "dev", "ttl", "4h");
        assertThat(set.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(set.out()).contains(", in 4 h; then 'ohmykube serve' removes it");
        Instant first = store.require("dev").expires().orElseThrow();
        assertThat(ohmykube.run("--name", "dev", "ttl", "-o", "json")
                        .last()
                        .path("expires")
                        .asText())
                .isEqualTo(first.toString());

        assertThat(ohmykube.run("--name", "dev", "ttl", "--extend", "1h30m").out())
                .contains(", in 5 h 30 min;");
        assertThat(store.require("dev").expires()).contains(first.plus(Duration.ofMinutes(90)));

        assertThat(ohmykube.run("--name", "dev", "ttl", "--none").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(store.require("dev").expires()).isEmpty();
    }

    @Test
    void itCannotBeExtendedWhereThereIsNoneOrItWouldBeOverStillOrWithoutEnd() {
        written("none", null);
        written("over", now().minus(Duration.ofHours(3)));
        written("long", now().plus(Duration.ofDays(364)));

        for (String name : List.of("none", "over", "long")) {
            Cluster before = store.require(name);
            Invocation.Output output =
                    ohmykube.run("--name", name, "ttl", "--extend", name.equals("long") ? "2d" : "2h");
            assertThat(output.exitCode()).as(output.out()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(output.err())
                    .contains("--extend: cluster '" + name + "'")
                    .contains("ohmykube --name " + name + " ttl");
            assertThat(store.require(name)).isEqualTo(before);
        }
        assertThat(ohmykube.run("--name", "over", "ttl", "2h", "--none").exitCode())
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ohmykube.run("--name", "other", "ttl").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ohmykube.run("--name", "other", "ttl", "2h").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    @SuppressWarnings("try") // The lock is held, not used.
    void itCanBeChangedWhileAnOperationWorksOnTheCluster() {
        written("dev", null);
        try (OperationLock lock = OperationLock.take(store.files("dev"), "ohmykube up")) {
            assertThat(ohmykube.run("--name", "dev", "ttl", "2h").exitCode()).isEqualTo(ExitCode.DONE);
        }
        lives("dev", Duration.ofHours(2));
    }

    @Test
    void aClusterThatIsBeingRemovedGetsNoFurtherTime() {
        written("dev", now());
        store.update("dev", found -> found.withStatus(status -> status.withPhase(ClusterStatus.Phase.DELETING)));

        Invocation.Output output = ohmykube.run("--name", "dev", "ttl", "2h");

        assertThat(output.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(output.err()).contains("'dev' is being removed").contains("ohmykube --name dev down");
    }

    @Test
    void statusAndListTellWhenATimeIsOver() {
        written("forever", null);
        assertThat(ohmykube.run("list").out()).doesNotContain("EXPIRES");
        assertThat(ohmykube.run("status").out()).doesNotContain("expires");

        Instant noon = now().plus(Duration.ofMinutes(150));
        written("dev", noon);
        written("over", Instant.parse("2026-01-31T12:00:00Z"));

        assertThat(ohmykube.run("list").out().lines().toList())
                .anySatisfy(line -> assertThat(line).endsWith("EXPIRES"))
                .anySatisfy(line -> assertThat(line).startsWith("dev ").matches(".* in 2 h (30|29) min"))
                .anySatisfy(line -> assertThat(line).startsWith("over ").endsWith("over"))
                .anySatisfy(line -> assertThat(line).startsWith("forever ").endsWith("-"));
        assertThat(ohmykube.run("status", "--name", "dev").out()).contains("expires     " + noon + ", in 2 h ");
        for (String command : List.of("list", "status")) {
            List<JsonNode> documents = ohmykube.run(command, "-o", "json").documents();
            assertThat(documents)
                    .extracting(cluster -> cluster.path("expires").asText())
                    .as(command)
                    .containsExactly(noon.toString(), "null", "2026-01-31T12:00:00Z");
        }
    }

    @Test
    void theClustersWhoseTimeIsOverAreRemovedAndNoOther() {
        Invocation.Output none = ohmykube.run("down", "--expired");
        assertThat(none.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(none.out()).isEqualTo("No cluster's time is over.\n");

        Invocation.Output up =
                ohmykube.run("up", "--name", "dev", "--launcher", "simulated", "--workers", "1", "--ttl", "2h");
        assertThat(up.exitCode()).as(up.out() + up.err()).isEqualTo(ExitCode.DONE);
        assertThat(ohmykube.run("down", "--expired").out()).contains("No cluster's time is over.");
        written("later", now().plus(Duration.ofHours(1)));
        written("forever", null);
        store.update("dev", found -> found.withExpires(now()));

        Invocation.Output down = ohmykube.run("down", "--expired");

        assertThat(down.exitCode()).as(down.out() + down.err()).isEqualTo(ExitCode.DONE);
        assertThat(down.out()).contains("Cluster dev is removed");
        assertThat(store.names()).containsExactly("forever", "later");
    }

    @Test
    @SuppressWarnings("try") // The lock is held, not used.
    void thoseThatCannotBeRemovedAreNamedAndTheOthersAreRemoved() {
        written("busy", now());
        Invocation.Output up = ohmykube.run("up", "--name", "dev", "--launcher", "simulated", "--workers", "1");
        assertThat(up.exitCode()).as(up.out() + up.err()).isEqualTo(ExitCode.DONE);
        store.update("dev", found -> found.withExpires(now()));

        Invocation.Output down;
        try (OperationLock lock = OperationLock.take(store.files("busy"), "ohmykube up")) {
            down = ohmykube.run("down", "--expired");
        }

        assertThat(down.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(down.err()).contains("ohmykube up").contains("error: not removed: busy; ");
        assertThat(store.names()).containsExactly("busy");
    }
}
