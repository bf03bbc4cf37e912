package io.ohmykube.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.cli.operation.ClusterRun;
import io.ohmykube.cli.operation.Commands;
import io.ohmykube.cli.operation.Interrupts;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterFiles;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.ClusterYaml;
import io.ohmykube.config.Home;
import io.ohmykube.workers.delegate.Deadlines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills in the gaps: what was wanted stands in the cluster's file, and no run of the engine knows of it. */
@Timeout(300)
class NeverBegunTest {
    @TempDir
    Path directory;

    private Invocation ohmykube;
    private ClusterStore store;

    @BeforeEach
    void start() {
        ohmykube = new Invocation(directory);
        store = ClusterStore.in(new Home(directory.resolve("home")));
    }

    @Test
    void resumeMakesAClusterThatWasSavedOnly() {
        store.save(wanted(1).withStatus(status -> status.withPhase(ClusterStatus.Phase.CREATING)));

        JsonNode status = ohmykube.run("status", "-o", "json").last();
        assertThat(status.at("/operation/state").asText()).isEqualTo("unfinished");
        assertThat(status.at("/operation/command").asText()).isEqualTo("up");
        assertThat(status.at("/next/0").asText()).endsWith(" resume");
        Invocation.Output resume = ohmykube.run("resume");

        assertThat(resume.exitCode()).as(resume.out() + resume.err()).isEqualTo(ExitCode.DONE);
        assertThat(resume.out()).contains("is ready").contains("KUBECONFIG");
        assertThat(phase()).isEqualTo(ClusterStatus.Phase.READY);
    }

    @Test
    void resumeRemovesAClusterOfWhichNothingIsLeftButItsFile() {
        store.save(wanted(1).withStatus(status -> status.withPhase(ClusterStatus.Phase.DELETING)));

        JsonNode status = ohmykube.run("status", "-o", "json").last();
        assertThat(status.at("/operation/command").asText()).isEqualTo("down");
        assertThat(status.at("/next/0").asText()).endsWith(" resume");
        Invocation.Output resume = ohmykube.run("resume");

        assertThat(resume.exitCode()).as(resume.out() + resume.err()).isEqualTo(ExitCode.DONE);
        assertThat(store.files("ohmykube").directory()).doesNotExist();
    }

    /** As at a server, to which the command and the wish to stop it come one right after the other. */
    @Test
    void whatIsAskedToStopBeforeItBeginsChangesNothingThoughTheProgramGoesOn() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Commands.Given up = new Commands.Given(
                List.of("up", "--launcher", "simulated", "--k8s-version", "v1.33.0", "--workers", "1"),
                Map.of(
                        "HOME",
                        directory.toString(),
                        "OHMYKUBE_HOME",
                        directory.resolve("home").toString()),
                directory.toString(),
                false,
                false,
                false);
        Interrupts atOnce = new Interrupts() {
            @Override
            public void listen(Interruptible now) {
                now.stop();
            }

            @Override
            public void end() {
                // Others work in this program.
            }
        };

        int exitCode = new ServedCommands(Clock.systemUTC(), Deadlines.DEFAULT)
                .run(
                        up,
                        OutputStream.nullOutputStream(),
                        err,
                        atOnce,
                        (plan, cluster, steps, scene, line, debug) -> new ClusterRun(
                                        store, steps, scene, Clock.systemUTC())
                                .carryOut(plan, cluster, line, debug));

        assertThat(exitCode).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(err.toString(UTF_8)).contains("nothing was changed");
        assertThat(store.find("ohmykube")).isEmpty();
        assertThat(store.files("ohmykube").clusterYaml()).doesNotExist();
    }

    @Test
    void downFinishesARemovalThatEndedBeforeItsDirectoryWent() throws IOException {
        up();
        Path kept = directory.resolve("kept.yaml");
        store.update(
                "ohmykube", cluster -> cluster.withStatus(status -> status.withPhase(ClusterStatus.Phase.DELETING)));
        Files.copy(store.files("ohmykube").clusterYaml(), kept);
        assertThat(ohmykube.run("down").exitCode()).isEqualTo(ExitCode.DONE);
        // As it is when everything but the cluster's file is gone.
        Files.createDirectories(store.files("ohmykube").directory());
        Files.move(kept, store.files("ohmykube").clusterYaml(), StandardCopyOption.REPLACE_EXISTING);

        for (String command : new String[] {"list", "status"}) {
            assertThat(ohmykube.run(command).exitCode()).as(command).isEqualTo(ExitCode.DONE);
        }
        Invocation.Output down = ohmykube.run("down");

        assertThat(down.exitCode()).as(down.out() + down.err()).isEqualTo(ExitCode.DONE);
        assertThat(store.files("ohmykube").directory()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"down", "resume"})
    void aRemovalThatEndedBeforeItsDirectoryWentRunsNoStepAgain(String command) throws IOException {
        up();
        ClusterFiles files = store.files("ohmykube");
        store.update(
                "ohmykube",
                cluster -> cluster.withStatus(
                        status -> new ClusterStatus(ClusterStatus.Phase.DELETING, status.conditions(), List.of())));
        // As the run leaves it, just before the directory goes.
        String completed = Files.readString(files.progress());
        assertThat(completed).contains("cluster-up", "COMPLETED");
        Files.writeString(files.progress(), completed.replace("cluster-up", "cluster-down"));

        Invocation.Output removal = ohmykube.run(command);

        assertThat(removal.exitCode()).as(removal.out() + removal.err()).isEqualTo(ExitCode.DONE);
        assertThat(removal.out()).contains("is removed").doesNotContain("Drain node");
        assertThat(files.directory()).doesNotExist();
    }

    @Test
    void aDirectoryInWhichNothingWasMadeIsNoCluster() throws IOException {
        Path cluster = store.files("ohmykube").directory();
        Files.createDirectories(cluster.resolve("logs"));
        Files.createFile(cluster.resolve("operation.lock"));

        assertThat(ohmykube.run("list").out()).contains("no clusters");
        assertThat(ohmykube.run("status", "--name", "ohmykube").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ohmykube.run("resume").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        Invocation.Output down = ohmykube.run("down");

        assertThat(down.exitCode()).as(down.err()).isEqualTo(ExitCode.DONE);
        assertThat(down.out()).contains("nothing had been made");
        assertThat(cluster).doesNotExist();
    }

    @Test
    void aClusterWhoseFileIsLostIsNotThrownAway() throws IOException {
        up();
        Files.delete(store.files("ohmykube").clusterYaml());

        Invocation.Output down = ohmykube.run("down");

        assertThat(down.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(down.err()).contains("cluster.yaml");
        assertThat(store.files("ohmykube").events()).exists();
    }

    private Cluster wanted(int workers) {
        String yaml = ohmykube.run(
                        "up",
                        "--dry-run",
                        "--launcher",
                        "simulated",
                        "--k8s-version",
                        "v1.33.0",
                        "--workers",
                        Integer.toString(workers))
                .out();
        return ClusterYaml.read(yaml, "what would be made");
    }

    private ClusterStatus.Phase phase() {
        return store.require("ohmykube").status().phase();
    }

    private void up() {
        Invocation.Output up =
                ohmykube.run("up", "--launcher", "simulated", "--k8s-version", "v1.33.0", "--workers", "1");
        assertThat(up.exitCode()).as(up.out() + up.err()).isEqualTo(ExitCode.DONE);
    }
}
