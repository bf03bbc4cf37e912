package io.ohmykube.cli.operation;

import io.ohmykube.cli.view.Failure;
import io.ohmykube.cli.view.ProgressModel;
import io.ohmykube.cli.view.Result;
import io.ohmykube.cli.view.View;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterFiles;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.processes.ClusterEngine;
import io.ohmykube.processes.EngineOptions;
import io.ohmykube.processes.Journal;
import io.ohmykube.processes.OperationLock;
import io.ohmykube.processes.Outcome;
import io.ohmykube.processes.StepIncident;
import io.ohmykube.workers.contract.StepEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries out one plan on one cluster: takes its lock, opens its engine, shows what happens, says how it ended. */
public final class ClusterRun {
    /** Interrupted steps get this long, so that an interrupted command ends within five seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ClusterStore store;
    private final Steps.Factory steps;
    private final View view;
    private final Interrupts interrupts;
    private final Clock clock;

    public ClusterRun(ClusterStore store, Steps.Factory steps, View view, Interrupts interrupts, Clock clock) {
        this.store = store;
        this.steps = steps;
        this.view = view;
        this.interrupts = interrupts;
        this.clock = clock;
    }

    /**
     * Does what the plan wants and shows the result.
     *
     * @param commandLine what others are told when they find the cluster busy
     * @param debug log everything that can be logged
     * @throws io.ohmykube.processes.ClusterBusyException if another operation runs on the cluster
     */
    @SuppressWarnings("try") // The lock is held, not used.
    public Result carryOut(Plan plan, String cluster, String commandLine, boolean debug) {
        ClusterFiles files = store.files(cluster);
        Instant began = clock.instant();
        try (OperationLock lock = OperationLock.take(files, commandLine)) {
            Ending ending = underLock(plan, cluster, files, debug);
            if (ending.outcome() == Result.Outcome.DONE) {
                plan.completed();
            }
            Result result = result(plan, cluster, ending, Duration.between(began, clock.instant()));
            view.end(result);
            return result;
        }
    }

    /** How it ended, and what was seen on the way. */
    private record Ending(Result.Outcome outcome, boolean changed, ProgressModel progress, List<Failure> failures) {}

    @SuppressWarnings("try") // The log and the signals are held, not used.
    private Ending underLock(Plan plan, String cluster, ClusterFiles files, boolean debug) {
        Cluster wanted = plan.begin();
        ProgressModel progress = new ProgressModel(cluster, List.of());
        try (Logs logs = Logs.open(files, debug);
                Journal journal = Journal.open(files);
                Steps opened = steps.open(wanted, journal, event -> tell(journal, progress, event));
                ClusterEngine engine = ClusterEngine.open(files, opened.beans(), journal, options(wanted));
                Stopping stopping = new Stopping(interrupts, engine, view)) {
            engine.notice().ifPresent(view::warn);
            boolean changed = false;
            while (true) {
                Optional<Plan.Task> task = plan.next(store.require(cluster), engine.unfinished());
                if (task.isEmpty()) {
                    return new Ending(Result.Outcome.DONE, changed, progress, List.of());
                }
                changed = true;
                view.begin(task.get().heading());
                Outcome outcome = run(engine, task.get(), cluster);
                if (outcome.state() != Outcome.State.COMPLETED) {
                    return new Ending(ending(outcome.state()), true, progress, failures(outcome, files));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the log of cluster '" + cluster + "' cannot be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ending(Result.Outcome.INTERRUPTED, true, progress, List.of());
        }
    }

    private void tell(Journal journal, ProgressModel progress, StepEvent event) {
        journal.on(event);
        progress.on(event);
        view.on(event);
    }

    private Outcome run(ClusterEngine engine, Plan.Task task, String cluster) throws InterruptedException {
        String id;
        if (task instanceof Plan.Task.Resume resume) {
            id = resume.run().id();
            engine.resume(id);
        } else {
            Plan.Task.Start start = (Plan.Task.Start) task;
            engine.unfinished().ifPresent(earlier -> engine.cancel(earlier.id(), "given up for " + start.process()));
            id = engine.start(start.process(), cluster, start.variables());
        }
        Outcome outcome = engine.await(id);
        if (outcome.state() == Outcome.State.STUCK) {
            store.update(
                    cluster,
                    found -> found.withStatus(status -> status.withPhase(PartialSuccess.phase(found.status()))));
        }
        return outcome;
    }

    private static EngineOptions options(Cluster cluster) {
        EngineOptions options = EngineOptions.forNodes(cluster.nodes().size());
        return new EngineOptions(options.threads(), options.retryCycle(), PATIENCE);
    }

    private static Result.Outcome ending(Outcome.State state) {
        return state == Outcome.State.INTERRUPTED ? Result.Outcome.INTERRUPTED : Result.Outcome.FAILED;
    }

    private static List<Failure> failures(Outcome outcome, ClusterFiles files) {
        return outcome.incidents().stream()
                .map(incident ->
                        new Failure(incident.node(), incident.title(), incident.message(), log(incident, files)))
                .toList();
    }

    /** Null where the message says it already. */
    private static @Nullable String log(StepIncident incident, ClusterFiles files) {
        return incident.message().contains("log: ")
                ? null
                : logFile(incident, files).toString();
    }

    private static Path logFile(StepIncident incident, ClusterFiles files) {
        String node = incident.node();
        if (node != null && Files.exists(files.nodeLog(node))) {
            return files.nodeLog(node);
        }
        return Logs.file(files);
    }

    private Result result(Plan plan, String cluster, Ending ending, Duration took) {
        String name = "ohmykube --name " + cluster;
        String kubeconfig = store.files(cluster).kubeconfig().toString();
        boolean done = ending.outcome() == Result.Outcome.DONE;
        Optional<PartialSuccess> partial =
                store.find(cluster).flatMap(found -> PartialSuccess.of(found, ending.failures()));
        List<String> next = ending.outcome() != Result.Outcome.FAILED
                ? List.of()
                : List.of(
                        name + " resume   "
                                + partial.map(PartialSuccess::remaining).orElse("goes on where it stopped"),
                        name + " down     removes the cluster and all that was made for it");
        String summary =
                switch (ending.outcome()) {
                    case DONE -> plan.summary(ending.changed());
                    case FAILED ->
                        partial.map(works -> works.summary(kubeconfig))
                                .orElse(plan.command() + " of cluster " + cluster + " failed");
                    case INTERRUPTED ->
                        plan.command() + " of cluster " + cluster + " was interrupted; what is done is kept: '" + name
                                + " resume' goes on, '" + name + " down' removes it";
                };
        return new Result(
                plan.command(),
                cluster,
                ending.outcome(),
                took,
                summary,
                ending.progress().times(),
                ending.failures(),
                done ? plan.details() : partial.isPresent() ? Map.of("kubeconfig", kubeconfig) : Map.of(),
                next);
    }
}
