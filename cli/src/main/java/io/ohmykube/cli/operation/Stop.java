package io.ohmykube.cli.operation;

import io.ohmykube.cli.view.Choice;
import io.ohmykube.cli.view.Failure;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterFiles;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.processes.Outcome;
import io.ohmykube.processes.Progress;
import io.ohmykube.processes.RunRecord;
import io.ohmykube.processes.StepIncident;
import io.ohmykube.processes.StepName;
import io.ohmykube.workers.contract.FailureText;
import io.ohmykube.workers.contract.StepEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why the newest run on a cluster does not go on by itself, and what a person may choose to do. */
public final class Stop {
    private final ClusterFiles files;
    private final Cluster cluster;
    private final Set<String> workers;
    private final String run;
    private final String process;
    private final boolean stuck;
    private final List<Seen> steps;
    private final List<Failure> failures;

    /** What is known of a step; the message is why it failed, if it did. */
    private record Seen(
            String process,
            StepName name,
            @Nullable String node,
            boolean failed,
            int attempt,
            @Nullable String message) {}

    private Stop(
            ClusterFiles files, Cluster cluster, String run, String process, Outcome.State state, List<Seen> steps) {
        this.files = files;
        this.cluster = cluster;
        this.workers = workers(cluster);
        this.run = run;
        this.process = process;
        this.stuck = state == Outcome.State.STUCK;
        this.steps = steps;
        this.failures = steps.stream()
                .filter(Seen::failed)
                .map(step -> failure(
                        step.name(),
                        step.node(),
                        step.attempt(),
                        Objects.requireNonNullElse(step.message(), "no cause was given")))
                .toList();
    }

    /** Of the newest run, as it was written down; empty where no run was ever begun. Opens no engine. */
    public static Optional<Stop> read(ClusterFiles files, Cluster cluster) {
        return Progress.read(files)
                .map(newest -> new Stop(
                        files,
                        cluster,
                        newest.run().id(),
                        newest.run().process(),
                        newest.state(),
                        newest.steps().stream()
                                .map(step -> new Seen(
                                        step.process(),
                                        new StepName(step.step(), step.title()),
                                        step.node(),
                                        step.state() == StepEvent.Kind.FAILED,
                                        step.attempt(),
                                        step.message()))
                                .toList()));
    }

    /** Of any run. */
    public static Stop of(ClusterFiles files, Cluster cluster, RunRecord run) {
        return new Stop(
                files,
                cluster,
                run.run(),
                run.process(),
                run.state(),
                run.steps().stream()
                        .map(step -> new Seen(
                                step.process(),
                                new StepName(step.step(), step.title()),
                                step.node(),
                                step.state() == StepEvent.Kind.FAILED,
                                step.newest().number(),
                                step.newest().message()))
                        .toList());
    }

    private static Set<String> workers(Cluster cluster) {
        return cluster.spec().nodes().workers().stream()
                .map(NodeSpec::name)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The steps that wait for a person, as far as it was written down why. */
    public List<Failure> failures() {
        return failures;
    }

    /** These, and those of the engine's incidents of which no step told anything. */
    List<Failure> failures(List<StepIncident> incidents) {
        List<Failure> all = new ArrayList<>(failures);
        for (StepIncident incident : incidents) {
            boolean told = failures.stream()
                    .anyMatch(failure ->
                            failure.step().equals(incident.step()) && Objects.equals(failure.node(), incident.node()));
            if (!told) {
                all.add(failure(
                        new StepName(incident.step(), incident.title()), incident.node(), 1, incident.message()));
            }
        }
        return List.copyOf(all);
    }

    /** Whether the run ended because steps failed. */
    public boolean stuck() {
        return stuck;
    }

    /** To go on, which is always possible. */
    public static Choice resume(String cluster) {
        return new Choice("ohmykube --name " + cluster + " resume", "goes on where it stopped");
    }

    /** What a person may do about all of it. */
    public List<Choice> choices() {
        return choices(failures);
    }

    /** What a person may do about these failures. */
    public List<Choice> choices(List<Failure> about) {
        String name = "ohmykube --name " + cluster.name();
        List<Choice> choices = new ArrayList<>();
        choices.add(
                about.isEmpty()
                        ? resume(cluster.name())
                        : new Choice(
                                name + " resume",
                                PartialSuccess.of(cluster, about)
                                        .map(PartialSuccess::remaining)
                                        .orElse("tries again what failed, and goes on")));
        // One shows how; more would hide the other choices.
        about.stream()
                .flatMap(failure -> stepBack(failure).stream())
                .findFirst()
                .ifPresent(step ->
                        choices.add(new Choice(name + " resume --from " + step, "the same, from an earlier step on")));
        List<String> failing = failing(about);
        if (!failing.isEmpty()) {
            choices.add(new Choice(
                    name + " delete " + String.join(" ", failing),
                    "goes on without " + (failing.size() == 1 ? "that worker" : "those workers")));
        }
        if (!process.equals(ProcessWords.DOWN)) {
            choices.add(new Choice(name + " down", "removes the cluster and all that was made for it"));
        }
        return choices;
    }

    /** The workers that the run could do without. */
    private List<String> failing(List<Failure> about) {
        if (!ProcessWords.makesNodes(process)) {
            return List.of();
        }
        return about.stream()
                .map(Failure::node)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .filter(workers::contains)
                .distinct()
                .toList();
    }

    /** The step with which the part of the run began that has failed, where that is another one. */
    private Optional<String> stepBack(Failure failure) {
        String node = failure.node();
        if (node == null) {
            return Optional.empty();
        }
        return steps.stream()
                .filter(step -> step.name().id().equals(failure.step()) && node.equals(step.node()))
                .findFirst()
                .flatMap(failed -> steps.stream()
                        .filter(step -> step.process().equals(failed.process()) && node.equals(step.node()))
                        .findFirst())
                .filter(first -> !first.name().id().equals(failure.step()))
                .map(first -> first.name().typed() + " --node " + node);
    }

    private Failure failure(StepName step, @Nullable String node, int attempt, String message) {
        FailureText text = FailureText.parse(message);
        @Nullable Path log = log(step.id(), node);
        List<String> tail = LogTail.of(text.cause());
        if (tail.isEmpty() && text.lastCause() != null) {
            tail = LogTail.of(text.lastCause());
        }
        if (tail.isEmpty() && log != null) {
            tail = LogTail.of(log);
        }
        Failure failure = new Failure(
                step.id(), step.title(), node, attempt, text, tail, log == null ? null : log.toString(), List.of());
        return failure.withNext(choices(List.of(failure)));
    }

    /** The step's own log; where nothing was done on a node, that of the node or our own. */
    private @Nullable Path log(String step, @Nullable String node) {
        List<Path> logs = new ArrayList<>();
        logs.add(files.stepLog(run, step, node));
        if (node != null) {
            logs.add(files.nodeLog(node));
        }
        logs.add(Logs.file(files));
        return logs.stream().filter(Files::exists).findFirst().orElse(null);
    }
}
