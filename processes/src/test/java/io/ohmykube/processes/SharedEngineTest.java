package io.ohmykube.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.processes.workflow.Workflow;
import io.ohmykube.workers.contract.PermanentStepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class SharedEngineTest {
    private static final EngineOptions OPTIONS = new EngineOptions(48, "PT0S,PT0S", Duration.ofSeconds(5));
    private static final long PATIENCE_SECONDS = 150;

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private SharedEngine engine;

    @BeforeEach
    void open() {
        engine = reopened();
    }

    @AfterEach
    void close() {
        engine.close();
        threads.shutdownNow();
    }

    @Test
    void worksOnTenClustersAtTheSameTimeEachWithItsOwnSteps() throws Exception {
        int clusters = 10;
        CyclicBarrier all = new CyclicBarrier(clusters);
        List<FakeSteps> steps = IntStream.range(0, clusters)
                .mapToObj(n -> new FakeSteps().when("createKeys", meeting(all)))
                .toList();

        List<CompletableFuture<Outcome>> runs = IntStream.range(0, clusters)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> up("c" + n, steps.get(n)), threads))
                .toList();
        for (CompletableFuture<Outcome> run : runs) {
            assertThat(run.get(PATIENCE_SECONDS, TimeUnit.SECONDS).state()).isEqualTo(Outcome.State.COMPLETED);
        }

        for (int n = 0; n < clusters; n++) {
            assertThat(steps.get(n).calls("createMachine"))
                    .containsExactlyInAnyOrder("createMachine:cp", "createMachine:c" + n);
            assertThat(steps.get(n).calls()).doesNotHaveDuplicates();
            assertThat(Progress.read(files("c" + n)).orElseThrow().state()).isEqualTo(Outcome.State.COMPLETED);
            assertThat(files("c" + n).served()).doesNotExist();
        }
    }

    @Test
    void keepsFailuresOfOneClusterAwayFromTheOthers() throws Exception {
        FakeSteps failing = new FakeSteps().when("joinNode", execution -> {
            throw new PermanentStepException("no such host", null);
        });
        assertThat(up("broken", failing).incidents()).singleElement().satisfies(incident -> {
            assertThat(incident.node()).isEqualTo("broken");
            assertThat(incident.message()).contains("no such host");
        });

        assertThat(up("whole", new FakeSteps())).isEqualTo(Outcome.of(Outcome.State.COMPLETED));

        assertThat(engine.unfinished()).extracting(Run::cluster).containsExactly("broken");
        FakeSteps mended = new FakeSteps();
        assertThat(resume("broken", mended).state()).isEqualTo(Outcome.State.COMPLETED);
        assertThat(mended.calls("createMachine")).isEmpty();
    }

    @Test
    void seesThatSomebodyHasAFailedStepTriedAgainInTheEngineItself() {
        up("broken", new FakeSteps().when("joinNode", execution -> {
                    throw new PermanentStepException("no such host", null);
                }));
        Run run = engine.unfinished().get(0);
        assertThat(engine.canGoOn(run)).isFalse();

        ManagementService jobs = engine.services().getManagementService();
        jobs.createJobQuery().noRetriesLeft().list().forEach(job -> jobs.setJobRetries(job.getId(), 1));

        assertThat(engine.canGoOn(run)).isTrue();
        assertThat(resume("broken", new FakeSteps()).state()).isEqualTo(Outcome.State.COMPLETED);
    }

    @Test
    void interruptsTheRunOfOneClusterOnly() throws Exception {
        CountDownLatch inStep = new CountDownLatch(2);
        CountDownLatch goOn = new CountDownLatch(1);
        JavaDelegate waiting = execution -> {
            inStep.countDown();
            goOn.await();
        };
        FakeSteps first = new FakeSteps().when("prepareLauncher", waiting);
        FakeSteps second = new FakeSteps().when("prepareLauncher", waiting);
        CompletableFuture<Outcome> other = CompletableFuture.supplyAsync(() -> up("other", second), threads);
        CompletableFuture<Outcome> held;
        try (Journal journal = journal("held");
                ClusterEngine opened = engine.open(files("held"), "held", first.beans(), journal, journal, OPTIONS)) {
            String run = start(opened, "held");
            held = CompletableFuture.supplyAsync(() -> awaited(opened, run), threads);
            assertThat(inStep.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

            opened.interrupt();

            assertThat(held.get(PATIENCE_SECONDS, TimeUnit.SECONDS).state()).isEqualTo(Outcome.State.INTERRUPTED);
        }
        assertThat(other).isNotDone();
        goOn.countDown();
        assertThat(other.get(PATIENCE_SECONDS, TimeUnit.SECONDS).state()).isEqualTo(Outcome.State.COMPLETED);
        assertThat(resume("held", new FakeSteps()).state()).isEqualTo(Outcome.State.COMPLETED);
        assertThat(second.calls("prepareLauncher")).hasSize(1);
    }

    @Test
    void givesTheRunOfOneClusterUpWhileAnotherWorks() throws Exception {
        FakeSteps failing = new FakeSteps().when("createKeys", execution -> {
            throw new PermanentStepException("no entropy", null);
        });
        up("given-up", failing);
        up("kept", failing);

        try (Journal journal = journal("given-up");
                ClusterEngine opened =
                        engine.open(files("given-up"), "given-up", failing.beans(), journal, journal, OPTIONS)) {
            opened.cancel(opened.unfinished().orElseThrow().id(), "not wanted");
        }

        assertThat(engine.unfinished()).extracting(Run::cluster).containsExactly("kept");
        assertThat(files("given-up").served()).doesNotExist();
    }

    @Test
    void goesOnWithEveryClusterAfterItsProcessWasKilled() throws Exception {
        engine.close();
        int clusters = 10;
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file"),
                        KilledServer.class.getName(),
                        directory.toString(),
                        String.valueOf(clusters))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("killed.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> IntStream.range(0, clusters)
                .allMatch(n -> Files.exists(files("c" + n).directory().resolve(KilledRun.MARK))));
        process.destroyForcibly().waitFor();

        engine = reopened();
        assertThat(engine.unfinished()).hasSize(clusters);
        for (int n = 0; n < clusters; n++) {
            ClusterFiles files = files("c" + n);
            assertThatThrownBy(() -> ownEngine(files)).isInstanceOf(ServedRunException.class);
            FakeSteps steps = new FakeSteps();
            assertThat(resume("c" + n, steps).state()).isEqualTo(Outcome.State.COMPLETED);
            assertThat(steps.calls("createKeys")).as("done before the kill").isEmpty();
            assertThat(steps.calls("configureRuntime")).isNotEmpty();
        }
    }

    @Test
    void goesOnWithARunWhereItWasBegun() throws Exception {
        FakeSteps failing = new FakeSteps().when("createKeys", execution -> {
            throw new PermanentStepException("no entropy", null);
        });
        ClusterFiles files = files("dev");
        try (Journal journal = journal("dev");
                ClusterEngine own = ClusterEngine.open(files, failing.beans(), journal, OPTIONS)) {
            own.await(start(own, "dev"));
        }

        assertThat(resume("dev", new FakeSteps()).state()).isEqualTo(Outcome.State.COMPLETED);

        assertThat(engine.unfinished()).isEmpty();
        assertThat(files.served()).doesNotExist();
    }

    private void ownEngine(ClusterFiles files) {
        try (Journal journal = Journal.open(files)) {
            ClusterEngine.open(files, new FakeSteps().beans(), journal, OPTIONS).close();
        }
    }

    private SharedEngine reopened() {
        return SharedEngine.open(directory.resolve("server"), new FakeSteps().beans(), OPTIONS);
    }

    private Outcome up(String cluster, FakeSteps steps) {
        try (Journal journal = journal(cluster);
                ClusterEngine opened = engine.open(files(cluster), cluster, steps.beans(), journal, journal, OPTIONS)) {
            return awaited(opened, start(opened, cluster));
        }
    }

    private Outcome resume(String cluster, FakeSteps steps) {
        try (Journal journal = journal(cluster);
                ClusterEngine opened = engine.open(files(cluster), cluster, steps.beans(), journal, journal, OPTIONS)) {
            String run = opened.unfinished().orElseThrow().id();
            opened.resume(run);
            return awaited(opened, run);
        }
    }

    private static Outcome awaited(ClusterEngine opened, String run) {
        try {
            return opened.await(run);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a cluster of one control plane and of a worker that is called like the cluster. */
    static String start(ClusterEngine opened, String cluster) {
        return opened.start(
                Workflow.builtIn(),
                "cluster-up",
                cluster,
                Map.of(
                        "controlPlane",
                        "cp",
                        "nodes",
                        "[\"" + cluster + "\"]",
                        "addOns",
                        "[]",
                        "parallel",
                        3,
                        "customised",
                        false,
                        "mergeKubeconfig",
                        false));
    }

    private Journal journal(String cluster) {
        try {
            Files.createDirectories(files(cluster).directory());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Journal.open(files(cluster));
    }

    private ClusterFiles files(String cluster) {
        return new ClusterFiles(directory.resolve(cluster));
    }

    private static JavaDelegate meeting(CyclicBarrier barrier) {
        return execution -> barrier.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
