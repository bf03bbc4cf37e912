package io.ohmykube.processes;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.processes.engine.LeanEngine;
import io.ohmykube.workers.contract.StepListener;
import io.ohmykube.workers.contract.Variables;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One engine on one database for the runs of many clusters. Each cluster is opened under its own {@link OperationLock} and
 * brings its own steps; a run is worked on only while its cluster is open here. So several of these, in several programs on
 * one database, share the clusters among them, and what one of them leaves behind when it dies another can take over: the
 * lock proves it dead.
 */
public final class SharedEngine implements Engines, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedEngine.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** Longer than any step of the processes that timers start. */
    private static final Duration LONGEST_DUTY = Duration.ofMinutes(5);

    private final LeanEngine engine;
    private final ConcurrentMap<String, Map<String, Object>> steps;
    private final TimedProcesses timed;
    private final Thread care = new Thread(this::care, "engine-care");

    private SharedEngine(LeanEngine engine, ConcurrentMap<String, Map<String, Object>> steps, TimedProcesses timed) {
        this.engine = engine;
        this.timed = timed;
        this.steps = steps;
        care.setDaemon(true);
        care.start();
    }

    /**
     * Opens the engine on an H2 file, which is made where there is none; nobody else has it open.
     *
     * @param file without its suffix
     * @param beans what the processes name; of a delegate the name counts, for each cluster brings its own
     */
    public static SharedEngine open(Path file, Map<String, Object> beans, EngineOptions options) {
        ConcurrentMap<String, Map<String, Object>> steps = new ConcurrentHashMap<>();
        TimedProcesses timed = new TimedProcesses();
        return new SharedEngine(
                LeanEngine.shared(
                        file,
                        dispatching(beans, steps, timed),
                        options.threads(),
                        options.retryCycle(),
                        options.patience()),
                steps,
                timed);
    }

    /**
     * Opens the engine on a database that others may have open, too. Its tables are made where there are none.
     *
     * @param database with at least five connections more than there are threads
     * @param type as the engine calls it, for example {@code postgres}
     * @param closing what is to be closed in the end
     */
    public static SharedEngine open(
            DataSource database, String type, Runnable closing, Map<String, Object> beans, EngineOptions options) {
        ConcurrentMap<String, Map<String, Object>> steps = new ConcurrentHashMap<>();
        TimedProcesses timed = new TimedProcesses();
        return new SharedEngine(
                LeanEngine.shared(
                        database,
                        type,
                        closing,
                        dispatching(beans, steps, timed),
                        options.threads(),
                        options.retryCycle(),
                        options.patience()),
                steps,
                timed);
    }

    /**
     * Begins what is done again and again for all clusters: the {@link TimedProcesses}. Where several programs share the
     * database, one of them does it each time.
     *
     * @param duties their steps by bean name; short ones, for nothing interrupts them
     */
    public void beginDuties(Map<String, JavaDelegate> duties) {
        timed.begin(engine, duties);
    }

    /** The engine itself, for those who show what it does. */
    public ProcessEngine services() {
        return engine.services();
    }

    /** The runs of all clusters in this database that have neither completed nor been cancelled. */
    public List<Run> unfinished() {
        return engine.unfinished(null).stream().map(Runs::run).toList();
    }

    /**
     * Whether something of a run waits for a thread alone. Of one that was stuck or waited for an answer that means that
     * somebody has seen to that in the engine itself, as in Cockpit or Tasklist.
     */
    public boolean canGoOn(Run run) {
        return engine.isRunnable(run.id());
    }

    /**
     * The BPMN of a process as a run has it, which may have ended: the run itself, or one that it calls.
     *
     * @return empty where the run is not in this database, or has no such process
     */
    public Optional<byte[]> definition(String run, String process) {
        RepositoryService repository = services().getRepositoryService();
        return Optional.ofNullable(services()
                        .getHistoryService()
                        .createHistoricProcessInstanceQuery()
                        .processInstanceId(run)
                        .singleResult())
                .map(instance -> repository.getProcessDefinition(instance.getProcessDefinitionId()))
                .flatMap(root -> repository
                        .createProcessDefinitionQuery()
                        .deploymentId(root.getDeploymentId())
                        .processDefinitionKey(process)
                        .list()
                        .stream()
                        .findFirst())
                .map(found -> read(repository.getProcessModel(found.getId())));
    }

    private static byte[] read(InputStream content) {
        try (content) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A run that another program began in the cluster's own database goes on there. */
    @Override
    public ClusterEngine open(
            ClusterFiles files,
            String cluster,
            Map<String, Object> beans,
            Journal journal,
            StepListener listener,
            EngineOptions options) {
        if (!ServedMark.isSet(files) && isUnfinished(files)) {
            return ClusterEngine.open(files, beans, journal, listener, options);
        }
        ServedMark.set(files);
        if (steps.putIfAbsent(cluster, Map.copyOf(beans)) != null) {
            throw new IllegalStateException("cluster '" + cluster + "' is open already");
        }
        boolean opened = false;
        try {
            ClusterEngine found =
                    ClusterEngine.in(engine, cluster, journal, listener, options, () -> leave(files, cluster));
            opened = true;
            return found;
        } finally {
            if (!opened) {
                steps.remove(cluster);
            }
        }
    }

    /**
     * Clusters whose runs are here and that nobody works on, although no run of theirs is unfinished: a program died before
     * it began the run, or after the run had ended. Opening them once puts that in order.
     */
    public List<String> leftBehind(ClusterStore store) {
        Set<String> unfinished = unfinished().stream().map(Run::cluster).collect(Collectors.toSet());
        return store.names().stream()
                .filter(cluster -> !unfinished.contains(cluster)
                        && !steps.containsKey(cluster)
                        && ServedMark.isSet(store.files(cluster))
                        && OperationLock.holder(store.files(cluster)).isEmpty())
                .toList();
    }

    /** Interrupts what runs and closes the database. What has not ended goes on when the engine is opened again. */
    @Override
    public void close() {
        care.interrupt();
        engine.close();
    }

    private void leave(ClusterFiles files, String cluster) {
        steps.remove(cluster);
        if (engine.unfinished(cluster).isEmpty()) {
            ServedMark.remove(files);
        }
    }

    private static boolean isUnfinished(ClusterFiles files) {
        return Files.exists(Path.of(files.database() + ".mv.db"))
                && Progress.read(files)
                        .map(Progress::state)
                        .filter(state -> state != Outcome.State.COMPLETED && state != Outcome.State.CANCELLED)
                        .isPresent();
    }

    /** Frees steps whose end could not be written. */
    private void care() {
        long freed = System.nanoTime();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long before = engine.threads().changes();
                boolean changed = engine.threads().awaitChange(before, LOOK);
                if (changed) {
                    Thread.sleep(LOOK.toMillis());
                }
                try {
                    engine.freeAbandoned(!changed && engine.threads().isIdle());
                    if (System.nanoTime() - freed > LONGEST_DUTY.toNanos()) {
                        freed = System.nanoTime();
                        engine.freeEveryones(LONGEST_DUTY);
                    }
                } catch (RuntimeException e) {
                    LOG.warn("the engine's database cannot be looked after: {}", e.toString());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the engine is closed", e);
        }
    }

    private static Map<String, Object> dispatching(
            Map<String, Object> beans, ConcurrentMap<String, Map<String, Object>> steps, TimedProcesses timed) {
        Map<String, Object> all = new HashMap<>(beans);
        all.replaceAll((name, bean) ->
                bean instanceof JavaDelegate ? (JavaDelegate) execution -> step(steps, name, execution) : bean);
        all.putAll(timed.beans());
        return all;
    }

    /** What the step logs is the cluster's. */
    @SuppressWarnings("try") // Bound, not used.
    private static void step(ConcurrentMap<String, Map<String, Object>> steps, String name, DelegateExecution execution)
            throws Exception {
        String cluster = Variables.cluster(execution);
        Map<String, Object> ours = steps.get(cluster);
        if (ours == null || !(ours.get(name) instanceof JavaDelegate step)) {
            throw new IllegalStateException("step " + name + " of cluster '" + cluster + "' is not open here");
        }
        try (MDC.MDCCloseable bound = MDC.putCloseable(Variables.CLUSTER, cluster)) {
            step.execute(execution);
        }
    }
}
