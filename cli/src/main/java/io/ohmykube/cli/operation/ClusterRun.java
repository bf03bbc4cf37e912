package io.ohmykube.cli.operation;

import io.ohmykube.cli.view.ProgressModel;
import io.ohmykube.cli.view.Result;
import io.ohmykube.cli.view.Terminal;
import io.ohmykube.cli.view.View;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterFiles;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.processes.Answer;
import io.ohmykube.processes.ClusterEngine;
import io.ohmykube.processes.EngineOptions;
import io.ohmykube.processes.Engines;
import io.ohmykube.processes.Journal;
import io.ohmykube.processes.OperationLock;
import io.ohmykube.processes.Outcome;
import io.ohmykube.processes.UserTask;
import io.ohmykube.processes.workflow.Workflow;
import io.ohmykube.workers.contract.StepEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Carries out one plan on one cluster: takes its lock, opens its engine, shows what happens, says how it ended. */
public final class ClusterRun {
    /** Interrupted steps get this long, so that an interrupted command ends within five seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ClusterStore store;
    private final Steps.Factory steps;
    private final View view;
    private final Terminal terminal;
    private final Interrupts interrupts;
    private final Asker asker;
    private final Clock clock;
    private final Engines engines;

    /** A run in the cluster's own engine. */
    public ClusterRun(ClusterStore store, Steps.Factory steps, Carrier.Scene scene, Clock clock) {
        this(store, steps, scene, clock, Engines.OWN);
    }

    public ClusterRun(ClusterStore store, Steps.Factory steps, Carrier.Scene scene, Clock clock, Engines engines) {
        this.engines = engines;
        this.store = store;
        this.steps = steps;
        this.view = scene.view();
        this.terminal = scene.terminal();
        this.interrupts = scene.interrupts();
        this.asker = scene.asker();
        this.clock = clock;
    }

    /** As {@link Carrier#carryOut}. */
    @SuppressWarnings("try") // The lock is held, not used.
    public Result carryOut(Plan plan, String cluster, String commandLine, boolean debug) {
        ClusterFiles files = store.files(cluster);
        Endings endings = new Endings(plan, cluster, files.kubeconfig().toString());
        Stopping stopping = new Stopping(interrupts, view, terminal, endings.beforeAnything());
        interrupts.listen(stopping);
        Instant began = clock.instant();
        try (OperationLock lock = OperationLock.take(files, commandLine)) {
            Ending ending = underLock(plan, cluster, files, debug, endings, stopping);
            if (ending.outcome() == Result.Outcome.DONE) {
                plan.completed();
                if (stopping.asked()) {
                    stopping.nowTrue(endings.whenDone(ending.changed()));
                    ending = ending.interrupted();
                }
            }
            Duration took = Duration.between(began, clock.instant());
            Result result = endings.result(
                    ending, whyItFailed(ending, files, cluster), store.find(cluster), took, stopping.lastWords());
            view.end(result);
            stopping.nowTrue(endings.afterwards(result));
            return result;
        } catch (RuntimeException e) {
            throw FullDisk.explain(e, files, cluster);
        }
    }

    private Optional<Stop> whyItFailed(Ending ending, ClusterFiles files, String cluster) {
        return ending.outcome() == Result.Outcome.FAILED ? Stop.read(files, store.require(cluster)) : Optional.empty();
    }

    @SuppressWarnings("try") // The log is held, not used.
    private Ending underLock(
            Plan plan, String cluster, ClusterFiles files, boolean debug, Endings endings, Stopping stopping) {
        // Before anything is written: what cannot be deployed would stop it half-way.
        Optional<Workflow> workflow = plan.beginsRuns() ? Optional.of(steps.workflow()) : Optional.empty();
        Optional<Cluster> begun = stopping.unlessAsked(() -> begin(plan, endings, stopping));
        if (begun.isEmpty()) {
            return Ending.of(Result.Outcome.INTERRUPTED, false, List.of());
        }
        Cluster wanted = begun.get();
        ProgressModel progress = new ProgressModel(cluster, List.of());
        try (Logs logs = Logs.open(files, cluster, engines == Engines.OWN, debug);
                Journal journal = Journal.open(files);
                Steps opened = steps.open(wanted, journal, event -> tell(journal, progress, event));
                ClusterEngine engine = engines.open(
                        files,
                        cluster,
                        opened.beans(),
                        journal,
                        event -> tell(journal, progress, event),
                        options(wanted))) {
            engine.notice().ifPresent(view::warn);
            boolean changed = false;
            while (!stopping.asked()) {
                Optional<Plan.Task> task = plan.next(store.require(cluster), engine.unfinished());
                if (task.isEmpty()) {
                    return Ending.of(Result.Outcome.DONE, changed, progress.times());
                }
                changed = true;
                Outcome outcome = run(engine, task.get(), cluster, endings, stopping, workflow);
                journal.problem().ifPresent(view::warn);
                if (outcome.state() != Outcome.State.COMPLETED) {
                    return new Ending(
                            ending(outcome.state()),
                            true,
                            progress.times(),
                            outcome.incidents(),
                            outcome.questions(),
                            outcome.end());
                }
            }
            return Ending.of(Result.Outcome.INTERRUPTED, changed, progress.times());
        } catch (IOException e) {
            throw new UncheckedIOException("the log of cluster '" + cluster + "' cannot be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Ending.of(Result.Outcome.INTERRUPTED, true, progress.times());
        }
    }

    private static Cluster begin(Plan plan, Endings endings, Stopping stopping) {
        Cluster wanted = plan.begin();
        if (plan.hasBegun()) {
            stopping.nowTrue(endings.beforeTheFirstStep());
        }
        return wanted;
    }

    private void tell(Journal journal, ProgressModel progress, StepEvent event) {
        journal.on(event);
        progress.on(event);
        view.on(event);
    }

    private Outcome run(
            ClusterEngine engine,
            Plan.Task task,
            String cluster,
            Endings endings,
            Stopping stopping,
            Optional<Workflow> workflow)
            throws InterruptedException {
        tellWhatStopped(task, cluster);
        view.begin(task.heading());
        if (task instanceof Plan.Task.GiveUp given) {
            engine.cancel(given.run().id(), given.reason());
            return Outcome.of(Outcome.State.COMPLETED);
        }
        // Said before it is true: a kill may come in between, and what was begun must not be denied.
        stopping.nowTrue(endings.onTheWay());
        Outcome outcome = work(engine, stopping, () -> {
            String run = begin(engine, task, cluster, workflow);
            view.underWay();
            return run;
        });
        while (outcome.state() == Outcome.State.WAITING && !stopping.asked()) {
            Optional<Answered> answered = ask(new Questions(cluster), outcome.questions());
            if (answered.isEmpty()) {
                break;
            }
            outcome = work(engine, stopping, () -> answered.get().tell(engine));
        }
        if (outcome.state() == Outcome.State.STUCK && ProcessWords.changesNodes(task.process())) {
            store.update(
                    cluster,
                    found -> found.withStatus(status -> status.withPhase(PartialSuccess.phase(found.status()))));
        }
        if (outcome.state() == Outcome.State.REJECTED && ProcessWords.changesNodes(task.process())) {
            store.update(cluster, Rejection::atRest);
        }
        return outcome;
    }

    /** Has a run begin or go on, and waits until it cannot any more. */
    private static Outcome work(ClusterEngine engine, Stopping stopping, Supplier<String> begin)
            throws InterruptedException {
        stopping.runs(engine::interrupt);
        try {
            String run = begin.get();
            if (stopping.asked()) {
                engine.interrupt();
            }
            return engine.await(run);
        } finally {
            stopping.rests();
        }
    }

    /** What a person who sits there has said. */
    private record Answered(UserTask question, Answer answer) {
        String tell(ClusterEngine engine) {
            String run = engine.unfinished().orElseThrow().id();
            engine.answer(run, question.step(), question.node(), answer);
            return run;
        }
    }

    /** Asks one question after the other until one is answered; empty where all are left open. */
    private Optional<Answered> ask(Questions words, List<UserTask> questions) {
        return questions.stream()
                .flatMap(
                        question -> view
                                .aside(() -> asker.ask(words.of(question)))
                                .map(answer -> new Answered(question, answer))
                                .stream())
                .findFirst();
    }

    private void tellWhatStopped(Plan.Task task, String cluster) {
        if (task.goesOn()) {
            Stop.read(store.files(cluster), store.require(cluster))
                    .filter(Stop::stuck)
                    .ifPresent(stop -> view.stoppedBy(stop.failures()));
        }
    }

    /** Lets the run of the task begin or go on, and returns its id. */
    private String begin(ClusterEngine engine, Plan.Task task, String cluster, Optional<Workflow> workflow) {
        if (task instanceof Plan.Task.Resume resume) {
            engine.resume(resume.run().id());
            return resume.run().id();
        }
        if (task instanceof Plan.Task.ResumeFrom from) {
            engine.resumeFrom(from.run().id(), from.step(), from.node());
            return from.run().id();
        }
        if (task instanceof Plan.Task.ResumeWithout without) {
            String id = without.run().id();
            without.nodes().forEach(node -> engine.leaveOut(id, node));
            without.leftOut().run();
            engine.resume(id);
            return id;
        }
        if (task instanceof Plan.Task.Answered answered) {
            engine.answer(answered.run().id(), answered.step(), answered.node(), answered.answer());
            return answered.run().id();
        }
        Plan.Task.Start start = (Plan.Task.Start) task;
        Workflow processes = workflow.orElseGet(steps::workflow);
        engine.unfinished().ifPresent(earlier -> engine.cancel(earlier.id(), "given up for " + start.process()));
        return engine.start(processes, start.process(), cluster, start.variables());
    }

    private static EngineOptions options(Cluster cluster) {
        EngineOptions options = EngineOptions.forNodes(cluster.nodes().size());
        return new EngineOptions(options.threads(), options.retryCycle(), PATIENCE);
    }

    private static Result.Outcome ending(Outcome.State state) {
        return switch (state) {
            case INTERRUPTED -> Result.Outcome.INTERRUPTED;
            case WAITING -> Result.Outcome.WAITING;
            case REJECTED -> Result.Outcome.REJECTED;
            case RUNNING, COMPLETED, STUCK, CANCELLED -> Result.Outcome.FAILED;
        };
    }
}
