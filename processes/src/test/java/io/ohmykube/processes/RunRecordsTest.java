package io.ohmykube.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.workers.contract.StepEvent;
import io.ohmykube.workers.contract.StepEvent.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordsTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:00:00Z");

    @TempDir
    Path directory;

    private ClusterFiles files;

    @BeforeEach
    void name() {
        files = new ClusterFiles(directory);
    }

    @Test
    void thereAreNoneBeforeTheFirstRun() {
        assertThat(RunRecords.read(files)).isEmpty();
    }

    @Test
    void aStepHasAllItsAttemptsEachWithTimeAndCause() throws IOException {
        lines(
                run(0, "BEGUN"),
                step(1, Kind.STARTED, "w1", 1, null, null),
                step(3, Kind.RETRYING, "w1", 1, 2000L, "first cause"),
                step(4, Kind.STARTED, "w1", 2, null, null),
                step(5, Kind.PROGRESS, "w1", 2, null, "waiting"),
                step(9, Kind.DONE, "w1", 2, 5000L, "joined"),
                step(2, Kind.STARTED, null, 1, null, null),
                run(10, "COMPLETED"));

        RunRecord run = RunRecords.read(files).get(0);

        assertThat(run.state()).isEqualTo(Outcome.State.COMPLETED);
        assertThat(run.process()).isEqualTo("cluster-up");
        assertThat(run.started()).isEqualTo(TIME);
        assertThat(run.ended()).isEqualTo(TIME.plusSeconds(10));
        assertThat(run.worked()).isEqualTo(Duration.ofSeconds(10));
        assertThat(run.steps()).extracting(StepRecord::node).containsExactly("w1", null);
        StepRecord step = run.steps().get(0);
        assertThat(step.state()).isEqualTo(Kind.DONE);
        assertThat(step.started()).isEqualTo(TIME.plusSeconds(1));
        assertThat(step.totalMillis()).isEqualTo(7000);
        assertThat(step.attempts())
                .containsExactly(
                        new AttemptRecord(1, TIME.plusSeconds(1), 2000L, Kind.RETRYING, "first cause"),
                        new AttemptRecord(2, TIME.plusSeconds(4), 5000L, Kind.DONE, "joined"));
    }

    @Test
    void anAttemptThatAKillCutOffStaysBesideTheNextOne() throws IOException {
        lines(
                run(0, "BEGUN"),
                step(1, Kind.STARTED, "w1", 1, null, null),
                run(60, "BEGUN"),
                step(61, Kind.STARTED, "w1", 2, null, null),
                step(62, Kind.DONE, "w1", 2, 1000L, null),
                run(63, "COMPLETED"));

        RunRecord run = RunRecords.read(files).get(0);

        assertThat(run.steps().get(0).attempts())
                .extracting(AttemptRecord::kind)
                .containsExactly(Kind.STARTED, Kind.DONE);
        assertThat(run.worked()).as("without the pause").isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    @SuppressWarnings("try") // The lock is held, not used.
    void aRunWithoutAnEndRunsOnlyWhileSomebodyHoldsTheCluster() throws IOException {
        lines(run(0, "BEGUN"), step(1, Kind.STARTED, "w1", 1, null, null));

        try (OperationLock lock = OperationLock.take(files, "ohmykube up")) {
            RunRecord running = RunRecords.read(files).get(0);
            assertThat(running.state()).isEqualTo(Outcome.State.RUNNING);
            assertThat(running.ended()).isNull();
        }

        RunRecord died = RunRecords.read(files).get(0);
        assertThat(died.state()).isEqualTo(Outcome.State.INTERRUPTED);
        assertThat(died.ended()).isEqualTo(TIME.plusSeconds(1));
    }

    @Test
    void aRunThatIsGivenUpIsCancelledWhateverStoppedItBefore() {
        Run run = new Run("run-1", "cluster-up", "dev", TIME);
        try (Journal journal = Journal.open(files)) {
            journal.begin(run);
            journal.end(Outcome.State.STUCK);
            journal.begin(run);
            journal.end(Outcome.State.CANCELLED);
        }

        assertThat(RunRecords.read(files)).extracting(RunRecord::state).containsExactly(Outcome.State.CANCELLED);
    }

    @Test
    void linesThatAreTornOrUnknownSpoilNoOther() throws IOException {
        lines(
                run(0, "BEGUN"),
                "{\"time\":\"2026-01-02T03:0",
                step(1, Kind.STARTED, "w1", 1, null, null).replace("STARTED", "DREAMING"),
                run(2, "DREAMING"),
                "",
                "[1, 2]",
                "{}",
                step(3, Kind.STARTED, "w1", 1, null, null),
                step(4, Kind.FAILED, "w1", 1, 1000L, "größer"),
                run(5, "STUCK"));
        Files.write(files.events(), new byte[] {'{', '"', (byte) 0xc3}, StandardOpenOption.APPEND);

        RunRecord run = RunRecords.read(files).get(0);

        assertThat(run.state()).isEqualTo(Outcome.State.STUCK);
        assertThat(run.failed()).hasSize(1);
        assertThat(run.failed().get(0).newest().message()).isEqualTo("größer");
    }

    @Test
    void stepsWhoseRunsBeginningIsLostAreShownAllTheSame() throws IOException {
        lines(step(1, Kind.STARTED, "w1", 1, null, null));

        RunRecord run = RunRecords.read(files).get(0);

        assertThat(run.process()).isEqualTo("cluster-up");
        assertThat(run.steps()).hasSize(1);
    }

    @Test
    void runsStandInTheOrderInWhichTheyBegan() throws IOException {
        lines(
                run(0, "BEGUN"),
                run(1, "COMPLETED"),
                run(2, "BEGUN").replace("run-1", "run-2"),
                run(3, "STUCK").replace("run-1", "run-2"));

        assertThat(RunRecords.read(files)).extracting(RunRecord::run).containsExactly("run-1", "run-2");
    }

    private void lines(String... lines) throws IOException {
        Files.write(files.events(), List.of(lines));
    }

    private static String run(int second, String what) {
        return "{\"time\":\"" + TIME.plusSeconds(second) + "\",\"run\":\"" + what
                + "\",\"process\":\"cluster-up\",\"instance\":\"run-1\"}";
    }

    private static String step(
            int second,
            Kind kind,
            @Nullable String node,
            int attempt,
            @Nullable Long millis,
            @Nullable String message) {
        return StepEventJson.line(new StepEvent(
                TIME.plusSeconds(second),
                kind,
                "cluster-up",
                "run-1",
                "Task_JoinNode",
                "Join node",
                node,
                attempt,
                millis,
                message));
    }
}
