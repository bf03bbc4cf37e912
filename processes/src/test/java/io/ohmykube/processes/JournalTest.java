package io.ohmykube.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

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
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Run RUN = new Run("run-1", "cluster-up", "dev", Instant.parse("2026-01-02T03:04:05Z"));
    private static final Instant TIME = Instant.parse("2026-01-02T03:05:00.123Z");

    @TempDir
    Path directory;

    private ClusterFiles files;

    @BeforeEach
    void name() {
        files = new ClusterFiles(directory);
    }

    @Test
    void thereIsNoProgressBeforeTheFirstRun() {
        assertThat(Progress.read(files)).isEmpty();
        assertThat(Journal.events(files, "run-1")).isEmpty();
    }

    @Test
    void keepsEveryEventAsItWas() {
        StepEvent failed = event(Kind.FAILED, "w1", 2, 1500L, "no \"space\"\nleft – ü");
        StepEvent plain = event(Kind.STARTED, null, 1, null, null);
        try (Journal journal = Journal.open(files)) {
            journal.begin(RUN);
            journal.on(failed);
            journal.on(plain);
        }

        assertThat(Journal.events(files, "run-1")).containsExactly(failed, plain);
    }

    @Test
    void anEventIsInTheFileWhenItHasBeenTold() {
        try (Journal journal = Journal.open(files)) {
            journal.begin(RUN);
            journal.on(event(Kind.STARTED, "w1", 1, null, null));

            assertThat(Journal.events(files, "run-1")).hasSize(1);
        }
    }

    /** A down whose run had ended would else begin anew. */
    @Test
    void whatARunThatHadEndedIsSaidToBeIsReadAtOnce() {
        try (Journal journal = Journal.open(files)) {
            journal.begin(RUN);
        }
        assertThat(Progress.read(files).map(Progress::state)).contains(Outcome.State.RUNNING);

        try (Journal journal = Journal.open(files)) {
            journal.settle(id -> Outcome.State.COMPLETED);

            assertThat(Progress.isCompleted(files, "cluster-up")).isTrue();
        }
    }

    @Test
    void aLineThatItsWriterDidNotFinishSpoilsNoOther() throws IOException {
        StepEvent before = event(Kind.STARTED, "w1", 1, null, null);
        StepEvent after = event(Kind.DONE, "w1", 1, 7L, null);
        try (Journal journal = Journal.open(files)) {
            journal.on(before);
        }
        Files.writeString(files.events(), "{\"time\":\"2026-01-02T03:0", StandardOpenOption.APPEND);

        try (Journal journal = Journal.open(files)) {
            journal.on(after);
        }

        assertThat(Journal.events(files, "run-1")).containsExactly(before, after);
    }

    @Test
    void progressIsTheNewestOfEachStepOnEachNodeInTheOrderOfTheirBeginning() {
        try (Journal journal = Journal.open(files)) {
            journal.begin(RUN);
            journal.on(event(Kind.STARTED, "w1", 1, null, null));
            journal.on(event(Kind.STARTED, "w2", 1, null, null));
            journal.on(event(Kind.PROGRESS, "w2", 1, null, "half"));
            journal.on(event(Kind.DONE, "w1", 1, 20L, "joined"));
        }

        Progress progress = Progress.read(files).orElseThrow();

        assertThat(progress.run()).isEqualTo(RUN);
        assertThat(progress.state()).isEqualTo(Outcome.State.RUNNING);
        assertThat(progress.ended()).isNull();
        assertThat(progress.steps())
                .containsExactly(step("w1", Kind.DONE, 1, 20L, "joined"), step("w2", Kind.STARTED, 1, null, "half"));
    }

    @Test
    void progressCanBeReadWhileItIsWrittenByManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Journal journal = Journal.open(files)) {
            journal.begin(RUN);
            for (int n = 0; n < 2000; n++) {
                String node = "w" + n % 50;
                threads.execute(() -> journal.on(event(Kind.PROGRESS, node, 1, null, "x".repeat(200))));
            }
            threads.shutdown();
            while (!threads.awaitTermination(1, TimeUnit.MILLISECONDS)) {
                Progress.read(files)
                        .ifPresent(progress -> assertThat(progress.run()).isEqualTo(RUN));
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(Progress.read(files).orElseThrow().steps()).hasSize(50);
        assertThat(Journal.events(files, "run-1")).hasSize(2000);
    }

    @Test
    void progressIsWrittenWhileTheRunGoesOn() {
        try (Journal journal = Journal.open(files)) {
            journal.begin(RUN);
            journal.on(event(Kind.STARTED, "w1", 1, null, null));

            await().atMost(Duration.ofSeconds(20)).until(() -> Progress.read(files)
                    .map(progress -> progress.steps().size())
                    .equals(Optional.of(1)));
        }
    }

    @Test
    void aDiskThatIsFullFailsNoStepAndIsTold() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        Files.createSymbolicLink(files.events(), full);
        try (Journal journal = Journal.open(files)) {
            assertThat(journal.problem()).isEmpty();

            journal.on(event(Kind.DONE, "w1", 1, 5L, null));

            assertThat(journal.problem()).hasValueSatisfying(problem -> assertThat(problem)
                    .contains(files.events().toString(), "No space left"));
        }
    }

    @Test
    void aStepThatFailedForGoodIsKnownUntilItIsBegunAgain() {
        try (Journal journal = Journal.open(files)) {
            journal.begin(RUN);
            journal.on(event(Kind.RETRYING, "w2", 1, 5L, "busy"));
            assertThat(journal.failedSteps("run-1")).isEmpty();

            journal.on(event(Kind.FAILED, "w1", 1, 5L, "no space"));
            assertThat(journal.failedSteps("run-1")).hasSize(1).allSatisfy(step -> {
                assertThat(step.subject()).isEqualTo("w1");
                assertThat(step).hasToString(step.title() + " of w1");
            });
            assertThat(journal.failedSteps("another-run")).isEmpty();

            journal.on(event(Kind.STARTED, "w1", 2, null, null));
            assertThat(journal.failedSteps("run-1")).isEmpty();
        }
    }

    @Test
    void attemptsAndFirstCausesOutliveTheProcess() {
        try (Journal journal = Journal.open(files)) {
            journal.begin(RUN);
            journal.on(event(Kind.STARTED, "w1", 1, null, null));
            journal.on(event(Kind.RETRYING, "w1", 1, 5L, "disk full"));
            journal.on(event(Kind.STARTED, "w1", 2, null, null));
            journal.on(event(Kind.RETRYING, "w1", 2, 5L, "port in use"));
        }

        try (Journal journal = Journal.open(files)) {
            journal.begin(RUN);

            assertThat(journal.attempts("run-1", "Task_JoinNode", "w1")).isEqualTo(2);
            assertThat(journal.firstCause("run-1", "Task_JoinNode", "w1")).contains("disk full");
            assertThat(journal.attempts("run-1", "Task_JoinNode", "w2")).isZero();
            assertThat(journal.attempts("run-2", "Task_JoinNode", "w1")).isZero();
        }
    }

    @Test
    void aFirstCauseIsForgottenWhenTheStepIsDoneOrAPersonIsAsked() {
        try (Journal journal = Journal.open(files)) {
            journal.on(event(Kind.RETRYING, "w1", 1, 5L, "disk full"));
            journal.on(event(Kind.DONE, "w1", 2, 5L, null));
            journal.on(event(Kind.REPAIRING, "w2", 1, 5L, "no answer"));
            assertThat(journal.firstCause("run-1", "Task_JoinNode", "w2")).contains("no answer");
            journal.on(event(Kind.FAILED, "w2", 2, 5L, "no answer, for good"));

            assertThat(journal.firstCause("run-1", "Task_JoinNode", "w1")).isEmpty();
            assertThat(journal.firstCause("run-1", "Task_JoinNode", "w2")).isEmpty();
            assertThat(journal.failure("run-1", "Task_JoinNode", "w2")).contains("no answer, for good");
        }
    }

    @Test
    void theCauseOfARepairIsTheFirstCauseOfWhatFailsInIt() {
        try (Journal journal = Journal.open(files)) {
            journal.on(event(Kind.RETRYING, "w1", 1, 5L, "no route"));
            journal.on(event(Kind.REPAIRING, "w1", 2, 5L, "no answer"));
            assertThat(journal.firstCause("run-1", "Task_ResetNode", "w1")).contains("no route");
            assertThat(journal.firstCause("run-1", "Task_ResetNode", "w2")).isEmpty();

            journal.on(event(Kind.DONE, "w1", 3, 5L, null));
            assertThat(journal.firstCause("run-1", "Task_ResetNode", "w1")).isEmpty();
        }
    }

    @Test
    void anAttemptThatNeverEndedIsRememberedAsCutOffOverADeath() {
        try (Journal journal = Journal.open(files)) {
            journal.begin(RUN);
            journal.on(event(Kind.STARTED, "w1", 1, null, null));
            journal.on(event(Kind.STARTED, "w2", 1, null, null));
            journal.on(event(Kind.RETRYING, "w2", 1, 5L, "disk full"));
        }
        try (Journal journal = Journal.open(files)) {
            journal.begin(RUN);

            assertThat(journal.wasCutOff("run-1", "Task_JoinNode", "w1")).isTrue();
            assertThat(journal.wasCutOff("run-1", "Task_JoinNode", "w2")).isFalse();
            assertThat(journal.wasCutOff("run-1", "Task_JoinNode", "w3")).isFalse();
        }
    }

    @Test
    void anInterruptedThreadCanStillWrite() {
        try (Journal journal = Journal.open(files)) {
            journal.begin(RUN);
            Thread.currentThread().interrupt();
            journal.on(event(Kind.CANCELLED, "w1", 1, 5L, null));
            assertThat(Thread.interrupted()).isTrue();
            journal.on(event(Kind.STARTED, "w2", 1, null, null));
        }

        assertThat(Journal.events(files, "run-1")).extracting(StepEvent::node).isEqualTo(List.of("w1", "w2"));
    }

    @Test
    void aProgressFileThatIsNoneIsNamed() throws IOException {
        Files.writeString(files.progress(), "{\"state\":\"SOMEWHERE\"}");

        assertThatThrownBy(() -> Progress.read(files))
                .hasMessageContaining(files.progress().toString());
    }

    private static StepEvent event(
            Kind kind, @Nullable String node, int attempt, @Nullable Long millis, @Nullable String message) {
        return new StepEvent(
                TIME, kind, "node-join", "run-1", "Task_JoinNode", "Join the cluster", node, attempt, millis, message);
    }

    private static StepProgress step(
            String node, Kind state, int attempt, @Nullable Long millis, @Nullable String message) {
        return new StepProgress(
                "node-join", "Task_JoinNode", "Join the cluster", node, state, attempt, TIME, millis, message);
    }
}
