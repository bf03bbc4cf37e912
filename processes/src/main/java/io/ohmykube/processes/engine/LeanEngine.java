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
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;

/** An engine on the database of one cluster. Whoever opens it holds the cluster's operation lock. */
public final class LeanEngine implements AutoCloseable {
    /** The bean that says after which pauses a failed step is tried again. */
    public static final String RETRY_CYCLE = "retryCycle";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final Database database;
    private final StepThreads threads;
    private final ProcessEngine engine;
    private final AbandonedJobs abandoned;

    private LeanEngine(Database database, StepThreads threads, ProcessEngine engine) {
        this.database = database;
        this.abandoned = new AbandonedJobs(database);
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
        Map<String, Object> named = new HashMap<>(beans);
        named.put(RETRY_CYCLE, retryCycle);
        StepThreads threads = new StepThreads(threadCount, patience);
        Database database = Database.open(file, threadCount);
        boolean opened = false;
        try {
            LeanConfiguration configuration = new LeanConfiguration(
                    file.toString(), database.connections(), named, ProcessEngineConfiguration.DB_SCHEMA_UPDATE_FALSE);
            configuration.setJobExecutor(threads);
            configuration.setCustomPreBPMNParseListeners(
                    List.of(new StandardAttempts(), new AskingPeople(threads::asked)));
            configuration.setDelegateInterceptor(new StepInvocations(threads));
            configuration.setFailedJobCommandFactory((job, failure) -> new StepFailure(job, failure, threads));
            ProcessEngine engine = configuration.buildProcessEngine();
            database.unlockJobs();
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

    public ProcessEngine services() {
        return engine;
    }

    public StepThreads threads() {
        return threads;
    }

    /** The root process instance that has neither completed nor been cancelled; there is never more than one. */
    public Optional<RootInstance> unfinished() {
        return database.unfinished();
    }

    /** The process instance of that id, also after it ended. */
    public Optional<RootInstance> instance(String id) {
        return database.instance(id);
    }

    /** Whether there is a job that will run by itself, now or after a pause. */
    public boolean isRunnable() {
        return database.isRunnable();
    }

    /** Whether a person is asked something. */
    public boolean isAsking() {
        return database.isAsking();
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
