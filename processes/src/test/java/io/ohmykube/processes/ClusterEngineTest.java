package io.ohmykube.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.processes.workflow.Workflow;
import io.ohmykube.processes.workflow.Workflows;
import io.ohmykube.workers.contract.PermanentStepException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ClusterEngineTest {
    private static final EngineOptions QUICK = EngineOptions.DEFAULT.withRetryCycle("PT0S,PT0S");
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path directory;

    private final FakeSteps steps = new FakeSteps();
    private ClusterFiles files;

    @BeforeEach
    void name() {
        files = new ClusterFiles(directory.resolve("dev"));
        assertThat(directory.resolve("dev").toFile().mkdir()).isTrue();
    }

    @Test
    void runsAProcessToItsEndAndWritesThatDown() throws Exception {
        Outcome outcome =
                inEngine(QUICK, engine -> engine.await(engine.start(Workflow.builtIn(), "cluster-up", "dev", up(2))));

        assertThat(outcome).isEqualTo(Outcome.of(Outcome.State.COMPLETED));
        Progress progress = Progress.read(files).orElseThrow();
        assertThat(progress.state()).isEqualTo(Outcome.State.COMPLETED);
        assertThat(progress.run().process()).isEqualTo("cluster-up");
        assertThat(progress.run().cluster()).isEqualTo("dev");
        assertThat(progress.ended()).isNotNull();
    }

    @Test
    void worksOnAllNodesAtTheSameTimeAndOnEachOnce() throws Exception {
        int workers = 5;
        steps.when("createMachine", meeting(workers + 1)).when("joinNode", meeting(workers));

        Outcome outcome = inEngine(
                QUICK, engine -> engine.await(engine.start(Workflow.builtIn(), "cluster-up", "dev", up(workers))));

        assertThat(outcome.state()).isEqualTo(Outcome.State.COMPLETED);
        assertThat(steps.calls("createMachine")).doesNotHaveDuplicates().hasSize(workers + 1);
        assertThat(steps.calls("joinNode")).doesNotHaveDuplicates().hasSize(workers);
        assertThat(steps.calls("fetchImages")).hasSize(1);
        assertThat(steps.calls("verifyCluster")).hasSize(1);
    }

    @Test
    void fetchesWhileMachinesAreMadeAndInstallsAddOnsWhileNodesJoin() throws Exception {
        JavaDelegate first = meeting(3);
        JavaDelegate second = meeting(2);
        steps.when("fetchPackages", first).when("fetchImages", first).when("createKeys", first);
        steps.when("applyAddOn", second).when("joinNode", second);

        Outcome outcome =
                inEngine(QUICK, engine -> engine.await(engine.start(Workflow.builtIn(), "cluster-up", "dev", up(1))));

        assertThat(outcome.state()).isEqualTo(Outcome.State.COMPLETED);
        assertThat(steps.calls()).doesNotHaveDuplicates();
    }

    @Test
    void removesNodesAtTheSameTime() throws Exception {
        steps.when("removeMachine", meeting(4));

        Outcome outcome = inEngine(
                QUICK,
                engine -> engine.await(engine.start(
                        Workflow.builtIn(),
                        "node-delete",
                        "dev",
                        Map.of("nodes", nodes(4), "controlPlane", "cp", "force", true))));

        assertThat(outcome.state()).isEqualTo(Outcome.State.COMPLETED);
        assertThat(steps.calls("drainNode")).isEmpty();
    }

    @Test
    void triesAFailedStepAgainAfterItsPauses() throws Exception {
        steps.when("importImages", failing(2, new IllegalStateException("not yet")));

        Outcome outcome =
                inEngine(QUICK, engine -> engine.await(engine.start(Workflow.builtIn(), "cluster-up", "dev", up(1))));

        assertThat(outcome.state()).isEqualTo(Outcome.State.COMPLETED);
        assertThat(steps.calls("importImages")).hasSize(4);
    }

    @Test
    void triesAStepAsOftenAsAllOthersWhereItsProcessSaysNothingOfAttempts() throws Exception {
        String silent = new String(TestProcesses.files().get("addon-install.bpmn"), StandardCharsets.UTF_8)
                .replaceAll("<camunda:failedJobRetryTimeCycle>.*?</camunda:failedJobRetryTimeCycle>", "");
        Path file = Files.writeString(directory.resolve("addon-install.bpmn"), silent);
        Workflows workflows = new Workflows(directory.resolve("none"), null);
        Workflow workflow = workflows.with(workflows.read(List.of(file)), false);
        steps.when("applyAddOn", failing(9, new IllegalStateException("not yet")));
        EngineOptions four = EngineOptions.DEFAULT.withRetryCycle("PT0S,PT0S,PT0S");

        Outcome outcome = inEngine(
                four,
                engine -> engine.await(engine.start(workflow, "addon-install", "dev", Map.of("addOn", "flannel"))));

        assertThat(outcome.state()).isEqualTo(Outcome.State.STUCK);
        assertThat(steps.calls("applyAddOn")).hasSize(4);
    }

    @Test
    void runsAStepAgainThatAThreadTookAndWhoseEndCouldNotBeWritten() throws Exception {
        steps.when("importImages", failing(1, new IllegalStateException("not yet")));
        EngineOptions pausing = EngineOptions.DEFAULT.withRetryCycle("PT6S");

        Outcome outcome = inEngine(pausing, engine -> {
            String run = engine.start(Workflow.builtIn(), "node-add", "dev", up(1));
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> takeThePausingJob() == 1);
            return engine.await(run);
        });

        assertThat(outcome.state()).isEqualTo(Outcome.State.COMPLETED);
        assertThat(steps.calls("importImages")).hasSize(2);
    }

    /** As a thread leaves it that could write neither that the step is done nor that it failed. */
    private int takeThePausingJob() throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:h2:file:" + files.database(), "sa", "");
                Statement statement = database.createStatement()) {
            return statement.executeUpdate("update ACT_RU_JOB set LOCK_OWNER_ = 'nobody',"
                    + " LOCK_EXP_TIME_ = dateadd('DAY', 1, current_timestamp) where DUEDATE_ > current_timestamp");
        }
    }

    @Test
    void isStuckOnlyWhenAllThatCanRunHasRunAndSaysWhy() throws Exception {
        steps.when("joinNode", execution -> {
            if ("w1".equals(FakeSteps.subject(execution))) {
                throw new PermanentStepException("the checksum differs", null);
            }
        });

        Outcome outcome =
                inEngine(QUICK, engine -> engine.await(engine.start(Workflow.builtIn(), "cluster-up", "dev", up(2))));

        assertThat(outcome.state()).isEqualTo(Outcome.State.STUCK);
        assertThat(outcome.incidents())
                .containsExactly(new StepIncident("Task_JoinNode", "Join the cluster", "w1", "the checksum differs"));
        assertThat(steps.calls("joinNode")).hasSize(2);
        assertThat(steps.calls("applyNodeMetadata")).contains("applyNodeMetadata:w2");
        assertThat(steps.calls("configureAddOn")).hasSize(1);
        assertThat(steps.calls("verifyCluster")).isEmpty();
        assertThat(Progress.read(files).orElseThrow().state()).isEqualTo(Outcome.State.STUCK);
    }

    @Test
    void goesOnFromAnIncidentInAnotherEngineWithoutRepeatingWhatIsDone() throws Exception {
        steps.when("joinNode", failing(3, new IllegalStateException("no")));
        Outcome stuck =
                inEngine(QUICK, engine -> engine.await(engine.start(Workflow.builtIn(), "cluster-up", "dev", up(1))));
        assertThat(stuck.state()).isEqualTo(Outcome.State.STUCK);

        Outcome outcome = inEngine(QUICK, engine -> {
            Run run = engine.unfinished().orElseThrow();
            assertThat(run.process()).isEqualTo("cluster-up");
            engine.resume(run.id());
            return engine.await(run.id());
        });

        assertThat(outcome.state()).isEqualTo(Outcome.State.COMPLETED);
        assertThat(steps.calls("joinNode")).hasSize(4);
        assertThat(steps.calls("createMachine")).hasSize(2);
        assertThat(steps.calls("initControlPlane")).hasSize(1);
    }

    @Test
    void givesARepairedStepItsRepairsAgainWhenAPersonResumes() throws Exception {
        List<Object> repairs = new ArrayList<>();
        steps.when("joinNode", execution -> {
            repairs.add(String.valueOf(execution.getVariable("repairs")));
            if (repairs.size() == 1) {
                throw new PermanentStepException("no", null);
            }
        });
        steps.when("importImages", execution -> execution.setVariable("repairs", 2));

        inEngine(QUICK, engine -> {
            String run = engine.start(
                    Workflow.builtIn(), "node-join", "dev", Map.of("node", "w1", "controlPlane", "cp", "repairs", 2));
            engine.await(run);
            engine.resume(run);
            return engine.await(run);
        });

        assertThat(repairs).containsExactly("2", "null");
    }

    @Test
    void startsNothingWhileARunIsUnfinishedUntilThatIsCancelled() throws Exception {
        steps.when("createKeys", failing(9, new PermanentStepException("no", null)));

        inEngine(QUICK, engine -> {
            String run = engine.start(Workflow.builtIn(), "cluster-up", "dev", up(1));
            engine.await(run);
            assertThatThrownBy(() -> engine.start(Workflow.builtIn(), "cluster-down", "dev", up(1)))
                    .isInstanceOfSatisfying(
                            UnfinishedRunException.class,
                            busy -> assertThat(busy.run().id()).isEqualTo(run));

            engine.cancel(run, "down was asked for");

            assertThat(engine.await(run).state()).isEqualTo(Outcome.State.CANCELLED);
            assertThat(Progress.read(files).map(Progress::run).map(Run::id)).contains(run);
            return engine.await(engine.start(Workflow.builtIn(), "cluster-down", "dev", up(1)));
        });

        assertThat(steps.calls("disposeLauncher")).hasSize(1);
    }

    @Test
    void anInterruptEndsWithinSecondsAndIsNoFailure() throws Exception {
        CountDownLatch inStep = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        steps.when("installPackages", execution -> {
            inStep.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.complete(true);
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        });
        EngineOptions once = EngineOptions.DEFAULT.withRetryCycle("PT0S");

        Outcome outcome = inEngine(once, engine -> {
            String run =
                    engine.start(Workflow.builtIn(), "node-prepare", "dev", Map.of("node", "w1", "customised", false));
            inStep.await();
            CompletableFuture<Void> signal = CompletableFuture.runAsync(engine::interrupt);
            Outcome reached = engine.await(run);
            signal.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return reached;
        });

        assertThat(outcome.state()).isEqualTo(Outcome.State.INTERRUPTED);
        assertThat(interrupted).isCompletedWithValue(true);
        assertThat(Progress.read(files).orElseThrow().state()).isEqualTo(Outcome.State.INTERRUPTED);

        steps.when("installPackages", failing(1, new IllegalStateException("its only retry is still there")));
        assertThat(resumed(once).state()).isEqualTo(Outcome.State.COMPLETED);
        assertThat(steps.calls("createMachine")).hasSize(1);
        assertThat(steps.calls("installPackages")).hasSize(3);
    }

    @Test
    void aKilledProcessIsContinuedAtItsStepWithoutRepeatingWhatWasDone() throws Exception {
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledRun.class.getName(),
                        files.directory().toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("victim.log").toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .until(() -> Files.exists(files.directory().resolve(KilledRun.MARK)) || !victim.isAlive());
            assertThat(victim.isAlive())
                    .as(Files.readString(directory.resolve("victim.log")))
                    .isTrue();
        } finally {
            victim.destroyForcibly().waitFor();
        }

        assertThat(resumed(QUICK).state()).isEqualTo(Outcome.State.COMPLETED);

        assertThat(steps.calls()).containsExactly("configureRuntime:w1", "importImages:w1");
    }

    @Test
    void refusesAVariableThatWouldBeSerialised() throws Exception {
        inEngine(QUICK, engine -> {
            assertThatThrownBy(
                            () -> engine.start(Workflow.builtIn(), "cluster-up", "dev", Map.of("nodes", List.of("w1"))))
                    .hasMessageContaining("serializer");
            assertThat(engine.unfinished()).isEmpty();
            return Outcome.of(Outcome.State.COMPLETED);
        });
    }

    @Test
    void clustersDoNotMeet() throws Exception {
        ClusterFiles other = new ClusterFiles(directory.resolve("dev-2"));
        assertThat(other.directory().toFile().mkdir()).isTrue();
        JavaDelegate both = meeting(2);
        steps.when("createKeys", both);
        CompletableFuture<Outcome> second = CompletableFuture.supplyAsync(() -> {
            try (Journal journal = Journal.open(other);
                    ClusterEngine engine = ClusterEngine.open(other, steps.beans(), journal, QUICK)) {
                return engine.await(engine.start(Workflow.builtIn(), "cluster-up", "dev-2", up(1)));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        Outcome first =
                inEngine(QUICK, engine -> engine.await(engine.start(Workflow.builtIn(), "cluster-up", "dev", up(1))));

        assertThat(first.state()).isEqualTo(Outcome.State.COMPLETED);
        assertThat(second.get(PATIENCE_SECONDS, TimeUnit.SECONDS).state()).isEqualTo(Outcome.State.COMPLETED);
    }

    /** What a test does with an engine. */
    private interface Use {
        Outcome with(ClusterEngine engine) throws Exception;
    }

    private Outcome inEngine(EngineOptions options, Use use) throws Exception {
        try (Journal journal = Journal.open(files);
                ClusterEngine engine = ClusterEngine.open(files, steps.beans(), journal, options)) {
            return use.with(engine);
        }
    }

    private Outcome resumed(EngineOptions options) throws Exception {
        return inEngine(options, engine -> {
            String run = engine.unfinished().orElseThrow().id();
            engine.resume(run);
            return engine.await(run);
        });
    }

    private static Map<String, Object> up(int workers) {
        return Map.of(
                "controlPlane",
                "cp",
                "nodes",
                nodes(workers),
                "addOns",
                "[\"flannel\"]",
                "force",
                false,
                "parallel",
                3);
    }

    private static String nodes(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> "\"w" + n + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Ends only when so many are in it at the same moment. */
    private static JavaDelegate meeting(int parties) {
        CyclicBarrier barrier = new CyclicBarrier(parties);
        return execution -> barrier.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static JavaDelegate failing(int times, RuntimeException failure) {
        AtomicInteger left = new AtomicInteger(times);
        return execution -> {
            if (left.getAndDecrement() > 0) {
                throw failure;
            }
        };
    }
}
