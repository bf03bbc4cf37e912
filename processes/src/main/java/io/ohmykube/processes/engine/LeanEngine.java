package io.ohmykube.processes.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * An engine, as a rule on the database of one cluster: whoever opens that holds the cluster's operation lock. One on a
 * database of several clusters runs nothing before a run is let go.
 */
public final class LeanEngine implements AutoCloseable {
    /** The bean that says after which pauses a failed step is tried again. */
    public static final String RETRY_CYCLE = "retryCycle";

    /** What other programs on this engine, such as web applications, look for. */
    private static final String SHARED = "default";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final Database database;
    private final StepThreads threads;
    private final ProcessEngine engine;
    private final AbandonedJobs abandoned;

    private LeanEngine(Database database, StepThreads threads, ProcessEngine engine) {
        this.database = database;
        this.abandoned = new AbandonedJobs(database, threads.isSelective() ? threads.getLockOwner() : null);
        this.threads = threads;
        this.engine = engine;
    }

    /**
     * Opens the engine without running anything yet.
     *
     * @param file the database, without its suffix; created where there is none
     * @param beans what expressions of processes can name
     * @param retryCycle pauses between attempts, ISO 8601 durations separated by commas
     * @param patience how long interrupted steps get to end
     */
    public static LeanEngine open(
            Path file, Map<String, Object> beans, int threadCount, String retryCycle, Duration patience) {
        StepThreads threads = new StepThreads(threadCount, patience, false);
        Database database = Database.open(file, threadCount);
        LeanEngine engine = open(database, file.toString(), LeanConfiguration.H2, false, beans, retryCycle, threads);
        database.unlockJobs();
        return engine;
    }

    /**
     * Opens an engine on an H2 file for several clusters; nobody else has it open. Steps are let go run by run.
     *
     * @param file the database, without its suffix; created where there is none
     */
    public static LeanEngine shared(
            Path file, Map<String, Object> beans, int threadCount, String retryCycle, Duration patience) {
        StepThreads threads = new StepThreads(threadCount, patience, true);
        Database database = Database.open(file, threadCount);
        LeanEngine engine = open(database, SHARED, LeanConfiguration.H2, false, beans, retryCycle, threads);
        database.unlockJobs();
        threads.start();
        return engine;
    }

    /**
     * The same on a database that other engines may work with at the same time. Its tables are made where there are none, and
     * upgraded where they are those of an earlier engine.
     *
     * @param database enough connections for all threads
     * @param type as the engine calls it, for example {@code postgres}
     * @param closing what is to be closed in the end
     */
    public static LeanEngine shared(
            DataSource database,
            String type,
            Runnable closing,
            Map<String, Object> beans,
            int threadCount,
            String retryCycle,
            Duration patience) {
        StepThreads threads = new StepThreads(threadCount, patience, true);
        SharedSchema.upgrade(database, type);
        LeanEngine engine = open(Database.of(database, closing), SHARED, type, true, beans, retryCycle, threads);
        threads.start();
        return engine;
    }

    private static LeanEngine open(
            Database database,
            String name,
            String type,
            boolean makeTables,
            Map<String, Object> beans,
            String retryCycle,
            StepThreads threads) {
        Map<String, Object> named = new HashMap<>(beans);
        named.put(RETRY_CYCLE, retryCycle);
        boolean opened = false;
        try {
            LeanConfiguration configuration = new LeanConfiguration(
                    name,
                    database.connections(),
                    named,
                    makeTables
                            ? ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE
                            : ProcessEngineConfiguration.DB_SCHEMA_UPDATE_FALSE);
            configuration.setDatabaseType(type);
            configuration.setJobExecutor(threads);
            configuration.setCustomPreBPMNParseListeners(
                    List.of(new StandardAttempts(), new AskingPeople(threads::asked)));
            configuration.setDelegateInterceptor(new StepInvocations(threads));
            configuration.setFailedJobCommandFactory((job, failure) -> new StepFailure(job, failure, threads));
            if (threads.isSelective()) {
                configuration.setCustomSessionFactories(List.of(OwnedJobs.factory(threads)));
            }
            ProcessEngine engine = configuration.buildProcessEngine();
            opened = true;
            return new LeanEngine(database, threads, engine);
        } finally {
            if (!opened) {
                database.close();
            }
        }
    }

    /** Whether a failure says that the database's file is damaged, and not merely out of use for now. */
    public static boolean isDamage(Throwable failure) {
        return Damage.isIn(failure);
    }

    /**
     * Puts a damaged database, which is not open, out of the way.
     *
     * @param file without its suffix
     * @return where it is now
     */
    public static Path keepAside(Path file) throws IOException {
        String time = TIME.format(Instant.now());
        Path kept = file.resolveSibling(file.getFileName() + ".broken-" + time + Database.SUFFIX);
        return Files.move(
                file.resolveSibling(file.getFileName() + Database.SUFFIX), kept, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Reads all that the unfinished run needs; throws what {@link #isDamage} knows where some of it is damaged. */
    public void check() {
        database.check();
        for (String definition : database.definitionsInUse()) {
            try {
                engine.getRepositoryService().getProcessDefinition(definition);
            } catch (RuntimeException e) {
                throw new UnreadableDefinitionException(definition, e);
            }
        }
    }

    /**
     * To be called when some time has passed: where no step has run in it, frees the steps that nobody runs although a
     * thread took them, for their checkpoint could not be written.
     *
     * @param quiet whether no step has run in that time
     * @throws RuntimeException if checkpoints still cannot be written
     */
    public void freeAbandoned(boolean quiet) {
        if (quiet) {
            abandoned.free();
        } else {
            abandoned.forget();
        }
    }

    /**
     * Frees the jobs of processes that belong to no cluster where the engine that took them died; no lock proves that it did,
     * but they take seconds.
     *
     * @param longest after which time nobody is at work on one any more
     */
    public void freeEveryones(Duration longest) {
        Instant taken = Instant.now().minus(longest);
        threads.everyones().forEach(process -> database.unlockJobs(process, taken.plus(StepThreads.JOB_LOCK)));
    }

    public ProcessEngine services() {
        return engine;
    }

    public StepThreads threads() {
        return threads;
    }

    /**
     * The root process instances that have neither completed nor been cancelled; there is never more than one of a cluster.
     *
     * @param cluster null for all clusters of this database
     */
    public List<RootInstance> unfinished(@Nullable String cluster) {
        return database.unfinished(cluster);
    }

    /** The process instance of that id, also after it ended. */
    public Optional<RootInstance> instance(String id) {
        return database.instance(id);
    }

    /** The ids of the process instances that make up a run and have not ended. */
    public Set<String> instances(String run) {
        return database.instancesOf(run);
    }

    /** The ids of the jobs of a run. */
    public List<String> jobs(String run) {
        return database.jobs(run);
    }

    /** Whether the run has a job that will run by itself, now or after a pause. */
    public boolean isRunnable(String run) {
        return database.isRunnable(run);
    }

    /** Frees the jobs of a run whose engine died; for whoever holds the operation lock of its cluster. */
    public void free(String run) {
        database.unlockJobs(run);
    }

    /** Whether the run asks a person something. */
    public boolean isAsking(String run) {
        return database.isAsking(run);
    }

    /** The name of the terminate end event at which a run has ended, or its id; empty where it did not end at one. */
    public Optional<String> terminatedAt(String instance) {
        return database.terminatedAt(instance);
    }

    /** Interrupts what runs and closes the database; what ran is run again by the next engine. */
    @Override
    public void close() {
        try {
            threads.shutdown();
            engine.close();
        } finally {
            database.close();
        }
    }
}
