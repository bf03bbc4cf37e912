package io.ohmykube.cli.server;

import io.ohmykube.cli.operation.Asker;
import io.ohmykube.cli.operation.Carrier;
import io.ohmykube.cli.operation.ClusterRun;
import io.ohmykube.cli.operation.Plan;
import io.ohmykube.cli.operation.Steps;
import io.ohmykube.cli.view.Result;
import io.ohmykube.cli.view.Terminal;
import io.ohmykube.config.AtomicFile;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.processes.Engines;
import io.ohmykube.processes.OperationLock;
import io.ohmykube.processes.Progress;
import io.ohmykube.processes.Run;
import io.ohmykube.processes.SharedEngine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries plans out, one at a time for each cluster, and goes on with the runs whose server ended or died. */
final class ClusterWork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterWork.class);
    private static final long BEGIN_SECONDS = 10;
    private static final long LOOK_SECONDS = 3;
    private static final long END_SECONDS = 20;
    private static final long REST_MILLIS = 20;

    private final ClusterStore store;
    private final Steps.Factory steps;
    private final UnaryOperator<Steps.Factory> counting;
    private final SharedEngine engine;
    private final Engines engines;
    private final Work work;
    private final Clock clock;
    private final Path underWay;
    private final Terminal nowhere;
    private final Map<String, Operation> operations = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(Threads.named("operation"));
    private final ScheduledExecutorService look = Executors.newSingleThreadScheduledExecutor(Threads.named("adoption"));

    private @Nullable ScheduledFuture<?> looking;

    /**
     * @param counting what stands around all steps
     * @param engine has the runs that are left behind
     * @param engines where runs are begun
     * @param underWay remembers which clusters were worked on when the server was ended
     */
    ClusterWork(
            ClusterStore store,
            Steps.Factory steps,
            UnaryOperator<Steps.Factory> counting,
            SharedEngine engine,
            Engines engines,
            Work work,
            Clock clock,
            Path underWay) {
        this.store = store;
        this.steps = steps;
        this.counting = counting;
        this.engine = engine;
        this.engines = engines;
        this.work = work;
        this.clock = clock;
        this.underWay = underWay;
        PrintStream none = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        this.nowhere = new Terminal(none, none, false, false, false);
    }

    /** Goes on with what was under way, and looks again and again for what another server left behind. */
    void goOn() {
        Set<String> ended = new HashSet<>(readUnderWay());
        adopt(ended);
        looking = look.scheduleWithFixedDelay(() -> adopt(Set.of()), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Begins to carry a plan out.
     *
     * @return what is done, in a line
     * @throws io.ohmykube.processes.ClusterBusyException if another operation works on the cluster
     */
    String begin(String cluster, Plan plan) throws InterruptedException {
        Operation operation = unwatched(cluster, plan.command());
        threads.execute(() -> carryOut(operation, plan));
        return operation.awaitBegun(BEGIN_SECONDS);
    }

    /** Interrupts what is under way on a cluster; false where nothing is. */
    boolean interrupt(String cluster) {
        Operation operation = operations.get(cluster);
        if (operation == null) {
            return false;
        }
        operation.interrupt();
        return true;
    }

    /** Waits until nothing is under way on a cluster any more, or it takes too long. */
    void awaitRest(String cluster) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        while (operations.containsKey(cluster) && System.nanoTime() < end) {
            Thread.sleep(REST_MILLIS);
        }
    }

    /** The clusters that are worked on here. */
    Set<String> active() {
        return Set.copyOf(operations.keySet());
    }

    private void carryOut(Operation operation, Plan plan) {
        try {
            run(operation, plan, steps, "ohmykube serve: " + plan.command(), false);
        } catch (RuntimeException e) {
            boolean told = operation.failed(e);
            if (!told || work.explain(e).isEmpty()) {
                LOG.warn("{} of cluster {} came to nothing", plan.command(), operation.cluster(), e);
            }
        }
    }

    /** Carries a command's plan out, for those around it. As {@link Carrier#carryOut}. */
    Result carryOut(
            Plan plan, String cluster, Steps.Factory given, Carrier.Scene scene, String commandLine, boolean debug) {
        return run(new Operation(cluster, plan.command(), operations, scene), plan, given, commandLine, debug);
    }

    /** When this is over, the operation is gone: whoever is told of its end may ask for the next at once. */
    private Result run(Operation operation, Plan plan, Steps.Factory which, String commandLine, boolean debug) {
        try {
            return new ClusterRun(store, counting.apply(which), operation.scene(), clock, engines)
                    .carryOut(plan, operation.cluster(), commandLine, debug);
        } finally {
            operations.remove(operation.cluster(), operation);
        }
    }

    private Operation unwatched(String cluster, String command) {
        return new Operation(
                cluster,
                command,
                operations,
                new Carrier.Scene(new Unwatched(cluster), nowhere, now -> {}, Asker.NOBODY));
    }

    /** @param ended clusters whose work was interrupted by the end of a server only */
    private void adopt(Set<String> ended) {
        try {
            for (Run run : engine.unfinished()) {
                if (isAbandoned(run, ended)) {
                    LOG.info("goes on with {} of cluster {}", run.process(), run.cluster());
                    goOn(run.cluster());
                }
            }
            engine.leftBehind(store).stream()
                    .filter(cluster -> !operations.containsKey(cluster))
                    .forEach(this::goOn);
        } catch (RuntimeException e) {
            LOG.warn("cannot look for runs to go on with", e);
        }
    }

    private void goOn(String cluster) {
        Operation operation = unwatched(cluster, "resume");
        threads.execute(() -> carryOut(operation, work.resume(cluster, null, null)));
    }

    private boolean isAbandoned(Run run, Set<String> ended) {
        String cluster = run.cluster();
        if (operations.containsKey(cluster)
                || store.find(cluster).isEmpty()
                || OperationLock.holder(store.files(cluster)).isPresent()) {
            return false;
        }
        Optional<Progress> progress = Progress.read(store.files(cluster));
        if (progress.isEmpty() || !progress.get().run().id().equals(run.id())) {
            return true;
        }
        return switch (progress.get().state()) {
            case RUNNING -> true;
            case INTERRUPTED -> ended.contains(cluster);
            case STUCK, WAITING -> engine.canGoOn(run);
            case COMPLETED, CANCELLED, REJECTED -> false;
        };
    }

    private List<String> readUnderWay() {
        try {
            List<String> names = Files.exists(underWay) ? Files.readAllLines(underWay) : List.of();
            Files.deleteIfExists(underWay);
            return names;
        } catch (IOException e) {
            LOG.warn("what was under way is not known", e);
            return List.of();
        }
    }

    /** Leaves everything at its checkpoint; the next server goes on with it. */
    @Override
    public void close() {
        if (looking != null) {
            looking.cancel(false);
        }
        look.shutdownNow();
        try {
            if (!operations.isEmpty()) {
                AtomicFile.write(underWay, String.join("\n", operations.keySet()) + "\n");
            }
        } catch (IOException e) {
            LOG.warn("what is under way cannot be noted", e);
        }
        operations.values().forEach(operation -> threads.execute(operation::interrupt));
        threads.shutdown();
        try {
            boolean ended = threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
            for (String cluster : active()) {
                awaitRest(cluster);
            }
            if (!ended || !operations.isEmpty()) {
                LOG.warn("operations that do not end are left at their checkpoints");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
