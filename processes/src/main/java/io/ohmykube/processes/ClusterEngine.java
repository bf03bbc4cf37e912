package io.ohmykube.processes;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.processes.engine.LeanEngine;
import io.ohmykube.processes.workflow.Workflow;
import io.ohmykube.workers.contract.StepListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs processes on one cluster. Every finished step is a checkpoint: a run goes on from there after its process was
 * interrupted or died.
 *
 * <p>Whoever opens it holds the cluster's {@link OperationLock} until after it is closed: the jobs of a dead process are
 * freed on opening, and only the lock proves it dead. Steps run from {@link #start} or {@link #resume} on, not before.
 */
public final class ClusterEngine implements AutoCloseable {
    /** Ends of steps are told; this is for what is told by nobody. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /** So many waits without any job: pauses between attempts are shorter. The engine goes quiet on a damaged database. */
    private static final int LONGEST_QUIET = 20;

    private final LeanEngine engine;
    private final Runs runs;
    private final Journal journal;
    private final Questioning questioning;
    private final EngineOptions options;
    private final @Nullable String notice;
    private final @Nullable Runnable leave;
    private volatile @Nullable String current;

    /** @param leave what is to be done in the end where others use the engine, too; null where it is closed then */
    private ClusterEngine(
            LeanEngine engine,
            Runs runs,
            Journal journal,
            Questioning questioning,
            EngineOptions options,
            @Nullable String notice,
            @Nullable Runnable leave) {
        this.engine = engine;
        this.runs = runs;
        this.journal = journal;
        this.questioning = questioning;
        this.options = options;
        this.notice = notice;
        this.leave = leave;
    }

    /**
     * Opens the engine of a cluster, creating its database on first use. A database of an earlier version is upgraded. One
     * that is damaged is put aside for an empty one: {@link #notice} says so then.
     *
     * @param beans the delegates by bean name, and what else expressions of processes name
     * @param journal is told when runs begin and end; the delegates are expected to tell it of their steps
     * @throws ServedRunException if the unfinished run is one of a server
     */
    public static ClusterEngine open(
            ClusterFiles files, Map<String, Object> beans, Journal journal, EngineOptions options) {
        return open(files, beans, journal, journal, options);
    }

    /**
     * As {@link #open(ClusterFiles, Map, Journal, EngineOptions)}, for whoever wants to hear of questions.
     *
     * @param listener is told of questions, and tells the journal of them
     */
    public static ClusterEngine open(
            ClusterFiles files,
            Map<String, Object> beans,
            Journal journal,
            StepListener listener,
            EngineOptions options) {
        ServedMark.refuse(files);
        try {
            return open(files, beans, journal, listener, options, null);
        } catch (RuntimeException e) {
            if (!LeanEngine.isDamage(e)) {
                throw e;
            }
            return open(files, beans, journal, listener, options, keepAside(files));
        }
    }

    private static ClusterEngine open(
            ClusterFiles files,
            Map<String, Object> beans,
            Journal journal,
            StepListener listener,
            EngineOptions options,
            @Nullable String notice) {
        LeanEngine engine =
                LeanEngine.open(files.database(), beans, options.threads(), options.retryCycle(), options.patience());
        boolean opened = false;
        try {
            Runs runs = new Runs(engine, null, journal);
            if (runs.unfinished().isPresent()) {
                // What is damaged shows when it is read, and a run reads it too late to begin anew.
                engine.check();
            } else {
                journal.settle(runs::ended);
            }
            opened = true;
            return new ClusterEngine(
                    engine, runs, journal, questioning(engine, journal, listener), options, notice, null);
        } finally {
            if (!opened) {
                engine.close();
            }
        }
    }

    /**
     * One cluster in an engine that works on several.
     *
     * @param leave what is to be done in the end
     */
    static ClusterEngine in(
            LeanEngine engine,
            String cluster,
            Journal journal,
            StepListener listener,
            EngineOptions options,
            Runnable leave) {
        Runs runs = new Runs(engine, cluster, journal);
        Optional<Run> unfinished = runs.unfinished();
        if (unfinished.isPresent()) {
            engine.free(unfinished.get().id());
        } else {
            journal.settle(runs::ended);
        }
        return new ClusterEngine(engine, runs, journal, questioning(engine, journal, listener), options, null, leave);
    }

    private static Questioning questioning(LeanEngine engine, Journal journal, StepListener listener) {
        return new Questioning(new OpenQuestions(engine), journal, listener);
    }

    private static String keepAside(ClusterFiles files) {
        try {
            Path kept = LeanEngine.keepAside(files.database());
            String name = "'ohmykube --name " + files.directory().getFileName();
            return "the record of this cluster's runs was damaged and is lost; what there is of it is kept as " + kept
                    + ". The cluster and its machines are not touched: " + name
                    + " up' goes on and looks at every step anew, " + name + " down' removes them";
        } catch (IOException e) {
            throw new UncheckedIOException("the damaged database cannot be moved away: " + files.database(), e);
        }
    }

    /** What a person should know about the opening; empty when there was nothing special. */
    public Optional<String> notice() {
        return Optional.ofNullable(notice);
    }

    /**
     * Starts a process and lets its steps run. The processes are deployed first where they are not those of the last run;
     * it ends with what it begins with, whatever is deployed later.
     *
     * @param workflow the process and those that it calls; sound
     * @param variables names, numbers, booleans and short strings, by the names in {@code workers.contract.Variables}; the
     *     cluster's name is set in any case
     * @return the run's id
     * @throws UnfinishedRunException if an earlier run has not ended
     */
    public String start(Workflow workflow, String process, String cluster, Map<String, ?> variables) {
        runs.unfinished().ifPresent(run -> {
            throw new UnfinishedRunException(run);
        });
        Run run;
        // Another cluster must not deploy its processes in between.
        synchronized (engine) {
            runs.deploy(workflow.content());
            run = runs.start(process, cluster, variables);
        }
        go(run);
        return run.id();
    }

    /** The run that was neither completed nor cancelled, if there is one; there is never more than one. */
    public Optional<Run> unfinished() {
        return runs.unfinished();
    }

    /** Lets an unfinished run go on where it stopped: what failed for good is tried again, with all its attempts. */
    public void resume(String run) {
        Run found = require(run);
        runs.retry(found.id(), options.attempts());
        go(found);
    }

    private void go(Run run) {
        journal.begin(run);
        if (engine.isAsking(run.id()) || questioning.isDue()) {
            questioning.tell(run.id());
        }
        letGo(run);
    }

    private void letGo(Run run) {
        current = run.id();
        engine.threads().letGo(run.id());
    }

    /**
     * Answers a question of an unfinished run, which then goes on as by {@link #resume}. The process finds the answer in its
     * variable {@code approved}. The same answer to a question that has it already only lets the run go on.
     *
     * @param step id or title of the user task; null where only one question can be meant
     * @param node the node or add-on that the question concerns; null where only one can be meant
     * @throws RunChangeException if there is no such question, or it is not clear which, or it was answered otherwise
     */
    public void answer(String run, @Nullable String step, @Nullable String node, Answer answer) {
        Run found = require(run);
        // What the answer makes due is changed once more below, which a thread that takes it at once would prevent.
        engine.threads().hold(run);
        journal.begin(found);
        questioning.tell(run);
        questioning.answer(run, step, node, answer);
        runs.retry(found.id(), options.attempts());
        letGo(found);
    }

    /**
     * As {@link #resume}, but one part of the run begins a step anew that it has begun before, and what follows that step
     * with it. What the part repaired before is forgotten.
     *
     * @param step the step's id or its title, such as {@code Task_InstallPackages}, {@code install-packages} or
     *     {@code Install packages}; case does not matter
     * @param node the node or add-on for which; null where only one can be meant
     * @throws RunChangeException if there is no such step, or it is not clear which, or it lies in a part of the run in
     *     which several steps are under way; the run is as it was
     */
    public void resumeFrom(String run, String step, @Nullable String node) {
        Run found = require(run);
        runs.changes(found.id()).beginAnew(step, node);
        resume(found.id());
    }

    /**
     * Takes a node out of an unfinished run: what is under way for it ends, what was not begun will not be. The others are
     * not touched. The run waits for {@link #resume}. A step that checks all nodes that the cluster's file wants knows
     * nothing of this: the caller takes the node out of there.
     *
     * @return false where the run makes and removes other nodes only
     * @throws RunChangeException if it is the control plane
     */
    public boolean leaveOut(String run, String node) {
        Run found = require(run);
        return runs.changes(found.id()).leaveOut(found.id(), node);
    }

    /** Gives an unfinished run up; the steps that run are interrupted. What they made stays as it is. */
    public void cancel(String run, String reason) {
        Run found = require(run);
        engine.threads().hold(found.id());
        runs.cancel(found.id(), reason);
        journal.begin(found);
        journal.end(Outcome.State.CANCELLED);
    }

    /** Waits until nothing can run any more, or not before a person has answered. */
    public Outcome await(String run) throws InterruptedException {
        int quiet = 0;
        long told = 0;
        while (true) {
            long before = engine.threads().changes();
            long questions = engine.threads().questions();
            if (questions != told) {
                questioning.tell(run);
                told = questions;
            }
            Outcome outcome = look(run);
            if (outcome.state() != Outcome.State.RUNNING) {
                if (!outcome.questions().isEmpty()) {
                    questioning.tell(run);
                }
                journal.end(outcome.state());
                return outcome;
            }
            boolean nothingRan = !engine.threads().awaitChange(before, LONGEST_WAIT)
                    && engine.threads().isIdle();
            if (leave != null) {
                // Whoever opened the engine for all clusters looks after the rest of it.
                continue;
            }
            engine.freeAbandoned(nothingRan);
            quiet = nothingRan ? quiet + 1 : 0;
            if (quiet == LONGEST_QUIET) {
                quiet = 0;
                engine.check();
            }
        }
    }

    /** Interrupts the steps that run and begins no others; {@link #await} returns. Ends within seconds. */
    public void interrupt() {
        engine.threads().hold(current);
    }

    /** Interrupts what runs, and closes the database. A run that has not ended can be resumed by another engine. */
    @Override
    public void close() {
        if (leave == null) {
            engine.close();
            return;
        }
        engine.threads().hold(current);
        leave.run();
    }

    private Outcome look(String run) {
        if (!engine.threads().isIdle(run)) {
            return Outcome.of(engine.threads().isHeld(run) ? Outcome.State.INTERRUPTED : Outcome.State.RUNNING);
        }
        Outcome outcome = runs.outcome(run);
        return outcome.state() == Outcome.State.RUNNING && engine.threads().isHeld(run)
                ? Outcome.of(Outcome.State.INTERRUPTED)
                : outcome;
    }

    private Run require(String id) {
        return runs.unfinished()
                .filter(run -> run.id().equals(id))
                .orElseThrow(() -> new IllegalArgumentException("no unfinished run " + id));
    }
}
