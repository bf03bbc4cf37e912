package io.ohmykube.cli.server;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterFiles;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.config.Resources;
import io.ohmykube.config.Role;
import io.ohmykube.processes.AttemptRecord;
import io.ohmykube.processes.HealthRecord;
import io.ohmykube.processes.OperationLock;
import io.ohmykube.processes.Outcome;
import io.ohmykube.processes.Progress;
import io.ohmykube.processes.RunRecord;
import io.ohmykube.processes.StepRecord;
import io.ohmykube.workers.contract.StepEvent;
import io.ohmykube.workers.health.HealthCheck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is told of clusters and processes. Nothing in it is secret; names become small letters with underscores. */
final class Views {
    private Views() {}

    /**
     * A cluster.
     *
     * @param expires when it is to be removed; null where it lives until somebody removes it
     * @param process the newest; null where there never was one
     */
    record ClusterView(
            String name,
            String phase,
            @Nullable String version,
            @Nullable String launcher,
            @Nullable Instant expires,
            List<NodeView> nodes,
            @Nullable Brief process,
            @Nullable Holder holder) {}

    /**
     * A node. Sizes are in GiB.
     *
     * @param health how it was found at the last look; null where it was never looked at
     * @param healthSince since when it is found so
     */
    record NodeView(
            String name,
            String role,
            String phase,
            @Nullable String address,
            @Nullable Integer cpu,
            @Nullable Integer memory,
            @Nullable Integer disk,
            @Nullable String message,
            @Nullable String health,
            @Nullable Instant healthSince) {}

    /** A process without its steps. */
    record Brief(
            String id,
            String cluster,
            String process,
            String state,
            Instant started,
            @Nullable Instant ended,
            long steps,
            long stepsDone,
            long stepsFailed) {}

    /** Who works on a cluster now. */
    record Holder(String command, long pid, Instant since) {}

    /** A process. */
    record ProcessView(
            String id,
            String cluster,
            String process,
            String state,
            Instant started,
            @Nullable Instant ended,
            long workedMillis,
            List<StepView> steps,
            List<IncidentView> incidents,
            List<QuestionView> questions) {}

    /** A step for one node, or for the cluster. */
    record StepView(
            String process,
            String step,
            String title,
            @Nullable String node,
            String state,
            Instant started,
            long totalMillis,
            List<AttemptView> attempts) {}

    /** One attempt at a step. */
    record AttemptView(
            int attempt, String state, Instant started, @Nullable Long durationMillis, @Nullable String message) {}

    /** A step that waits for a person. */
    record IncidentView(String step, String title, @Nullable String node, int attempt, @Nullable String message) {}

    /** What a person is asked, and has not answered. */
    record QuestionView(String step, String title, @Nullable String node, @Nullable String question) {}

    static ClusterView cluster(Cluster cluster, ClusterFiles files) {
        Optional<OperationLock.Holder> holder = OperationLock.holder(files);
        return new ClusterView(
                cluster.name(),
                word(cluster.status().phase()),
                cluster.spec().version(),
                cluster.spec().launcher(),
                cluster.expires().orElse(null),
                nodes(cluster, files),
                Progress.read(files)
                        .map(newest -> brief(newest, holder.isPresent()))
                        .orElse(null),
                holder.map(who -> new Holder(who.command(), who.pid(), who.since()))
                        .orElse(null));
    }

    static List<NodeView> nodes(Cluster cluster, ClusterFiles files) {
        Map<String, HealthRecord.Found> found =
                HealthCheck.concerns(cluster) ? new HealthRecord(files).last() : Map.of();
        List<NodeView> nodes = new ArrayList<>();
        for (NodeSpec wanted : cluster.nodes()) {
            String name = String.valueOf(wanted.name());
            Role role = cluster.isControlPlane(name) ? Role.CONTROL_PLANE : Role.WORKER;
            nodes.add(node(
                    cluster.status()
                            .node(name)
                            .orElse(new NodeStatus(name, role, NodeStatus.Phase.PENDING, null, null)),
                    wanted.resources(),
                    found.get(name)));
        }
        for (NodeStatus seen : cluster.status().nodes()) {
            if (cluster.node(seen.name()).isEmpty()) {
                nodes.add(node(seen, null, found.get(seen.name())));
            }
        }
        return nodes;
    }

    private static NodeView node(NodeStatus seen, @Nullable Resources size, HealthRecord.@Nullable Found health) {
        return new NodeView(
                seen.name(),
                seen.role().label(),
                word(seen.phase()),
                seen.address(),
                size == null ? null : (Integer) size.cpu(),
                size == null ? null : (Integer) size.memory(),
                size == null ? null : (Integer) size.disk(),
                seen.message(),
                health == null ? null : word(health.state()),
                health == null ? null : health.since());
    }

    private static Brief brief(Progress newest, boolean held) {
        return new Brief(
                newest.run().id(),
                newest.run().cluster(),
                newest.run().process(),
                state(newest.state(), held),
                newest.run().started(),
                newest.ended(),
                newest.steps().size(),
                newest.steps().stream()
                        .filter(step -> step.state() == StepEvent.Kind.DONE)
                        .count(),
                newest.steps().stream()
                        .filter(step -> step.state() == StepEvent.Kind.FAILED)
                        .count());
    }

    static Brief brief(String cluster, RunRecord run) {
        return new Brief(
                run.run(),
                cluster,
                run.process(),
                word(run.state()),
                run.started(),
                run.ended(),
                run.steps().size(),
                run.count(StepEvent.Kind.DONE),
                run.failed().size());
    }

    static ProcessView process(String cluster, RunRecord run) {
        return new ProcessView(
                run.run(),
                cluster,
                run.process(),
                word(run.state()),
                run.started(),
                run.ended(),
                run.worked().toMillis(),
                run.steps().stream().map(Views::step).toList(),
                run.failed().stream().map(Views::incident).toList(),
                run.state() == Outcome.State.WAITING
                        ? run.steps().stream()
                                .filter(step -> step.state() == StepEvent.Kind.ASKED)
                                .map(Views::question)
                                .toList()
                        : List.of());
    }

    private static StepView step(StepRecord step) {
        return new StepView(
                step.process(),
                step.step(),
                step.title(),
                step.node(),
                word(step.state()),
                step.started(),
                step.totalMillis(),
                step.attempts().stream().map(Views::attempt).toList());
    }

    private static AttemptView attempt(AttemptRecord attempt) {
        return new AttemptView(
                attempt.number(), word(attempt.kind()), attempt.started(), attempt.durationMillis(), attempt.message());
    }

    private static IncidentView incident(StepRecord step) {
        return new IncidentView(
                step.step(),
                step.title(),
                step.node(),
                step.newest().number(),
                step.newest().message());
    }

    private static QuestionView question(StepRecord step) {
        return new QuestionView(
                step.step(), step.title(), step.node(), step.newest().message());
    }

    /** A run that calls itself running and that nobody works on has died. */
    private static String state(Outcome.State state, boolean held) {
        return word(state == Outcome.State.RUNNING && !held ? Outcome.State.INTERRUPTED : state);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
