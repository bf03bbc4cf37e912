package io.ohmykube.processes;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.workers.contract.StepEvent;
import io.ohmykube.workers.contract.StepHistory;
import io.ohmykube.workers.contract.StepListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what happens in the runs of a cluster, for readers that do not open the engine: every event in
 * {@code events.jsonl}, their sum in {@code progress.json}. Remembers attempts and first causes over restarts.
 *
 * <p>Safe for many threads. What cannot be written never fails a step; {@link #problem} tells of it.
 */
public final class Journal implements StepListener, StepHistory, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private static final Set<Outcome.State> UNFINISHED =
            EnumSet.of(Outcome.State.RUNNING, Outcome.State.STUCK, Outcome.State.WAITING, Outcome.State.INTERRUPTED);

    private final ClusterFiles files;
    private final EventLog log;
    private final ProgressFile progressFile;
    private ProgressModel model = new ProgressModel();
    private @Nullable Run run;
    private Outcome.State state = Outcome.State.RUNNING;
    private @Nullable Instant ended;
    private @Nullable String problem;

    private Journal(ClusterFiles files, EventLog log) {
        this.files = files;
        this.log = log;
        this.progressFile = new ProgressFile(files.progress(), this::progress);
    }

    /** Whether a run of that state can go on. */
    public static boolean isUnfinished(Outcome.State state) {
        return UNFINISHED.contains(state);
    }

    /** Opens the journal of a cluster, whose directory is there. Throws {@link UncheckedIOException}. */
    public static Journal open(ClusterFiles files) {
        try {
            return new Journal(files, EventLog.open(files.events()));
        } catch (IOException e) {
            throw new UncheckedIOException("the event log cannot be opened: " + files.events(), e);
        }
    }

    @Override
    public synchronized void on(StepEvent event) {
        model.on(event);
        append(StepEventJson.line(event));
        if (run != null) {
            progressFile.changed();
        }
    }

    @Override
    public synchronized int attempts(String instance, String step, @Nullable String node) {
        return model.attempts(instance, step, node);
    }

    @Override
    public synchronized Optional<String> firstCause(String instance, String step, @Nullable String node) {
        return model.firstCause(instance, step, node);
    }

    @Override
    public synchronized boolean wasCutOff(String instance, String step, @Nullable String node) {
        return model.wasCutOff(instance, step, node);
    }

    @Override
    public synchronized List<Failed> failedSteps(String instance) {
        return model.failedSteps(instance);
    }

    /** Why the step failed for good, in full; empty where it did not, or was begun again since. */
    synchronized Optional<String> failure(String instance, String step, @Nullable String node) {
        return model.failure(instance, step, node);
    }

    /** What was answered last in the run, whether the engine has taken it or not. */
    synchronized Optional<StepEvent> lastAnswer() {
        return model.lastAnswer();
    }

    /** What is known of the run's steps. */
    synchronized List<StepProgress> steps() {
        return model.steps();
    }

    /** The events of one run, oldest first, as far as they were written. Throws {@link UncheckedIOException}. */
    public static List<StepEvent> events(ClusterFiles files, String instance) {
        try {
            return EventLog.read(files.events(), instance);
        } catch (IOException e) {
            throw new UncheckedIOException("the event log cannot be read: " + files.events(), e);
        }
    }

    /** A run begins, or goes on after its process ended: what it did before is remembered. */
    synchronized void begin(Run begun) {
        model = new ProgressModel();
        if (Files.exists(files.events())) {
            events(files, begun.id()).forEach(model::on);
        }
        run = begun;
        state = Outcome.State.RUNNING;
        ended = null;
        record(LogLine.BEGUN);
    }

    synchronized void end(Outcome.State reached) {
        if (run != null && state != reached) {
            state = reached;
            ended = Instant.now();
            record(reached.name());
        }
    }

    /**
     * Corrects the record of a run that is said to be unfinished and is not: the process may have died between the run's
     * end and its being written down, or the run's record may be lost.
     *
     * @param ended how the run of that id ended
     */
    void settle(Function<String, Outcome.State> ended) {
        Optional<Progress> last;
        try {
            last = Progress.read(files);
        } catch (UncheckedIOException e) {
            LOG.warn("the progress of the last run is not known: {}", e.toString());
            return;
        }
        last.filter(progress -> UNFINISHED.contains(progress.state())).ifPresent(progress -> {
            begin(progress.run());
            end(ended.apply(progress.run().id()));
            // What is to be done next depends on it.
            progressFile.writeNow();
        });
    }

    /** Writes what is still to be written. */
    @Override
    public void close() {
        progressFile.close();
        try {
            log.close();
        } catch (IOException e) {
            LOG.warn("the event log cannot be closed: {}", e.toString());
        }
    }

    private void record(String what) {
        Run current = Objects.requireNonNull(run);
        try {
            append(Json.object(json -> {
                json.writeStringField("time", Instant.now().toString());
                json.writeStringField("run", what);
                json.writeStringField("process", current.process());
                json.writeStringField("instance", current.id());
            }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        progressFile.changed();
    }

    private void append(String line) {
        try {
            log.append(line);
        } catch (IOException e) {
            LOG.warn("an event cannot be written to {}: {}", files.events(), e.toString());
            if (problem == null) {
                problem = "what happened is not fully recorded in " + files.events() + ": " + e.getMessage();
            }
        }
    }

    /** Why the record is not complete, for a person; empty where it is. */
    public synchronized Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    private synchronized Progress progress() {
        return new Progress(Objects.requireNonNull(run), state, ended, model.steps());
    }
}
