package io.ohmykube.cli;

import io.ohmykube.cli.operation.Plan;
import io.ohmykube.cli.operation.ProcessWords;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.processes.Run;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Stops or starts nodes, or all of a cluster. One that was not finished is begun anew, since each step looks first. */
final class RestPlan implements Plan {
    /** What is done. */
    enum Kind {
        STOP(ProcessWords.STOP, "Stopping", "Stopped"),
        START(ProcessWords.START, "Starting", "Started"),
        RESTART(ProcessWords.RESTART, "Restarting", "Restarted"),
        REPAIR(ProcessWords.REPAIR, "Repairing", "Repaired");

        private final String process;
        private final String verb;
        private final String done;

        Kind(String process, String verb, String done) {
            this.process = process;
            this.verb = verb;
            this.done = done;
        }

        String process() {
            return process;
        }

        String verb() {
            return verb;
        }
    }

    private static final Set<String> OURS =
            Set.of(ProcessWords.STOP, ProcessWords.START, ProcessWords.RESTART, ProcessWords.REPAIR);

    private final ClusterStore store;
    private final String cluster;
    private final Kind kind;
    private final List<String> named;
    private final boolean force;
    private final boolean mergeKubeconfig;
    private final GlobalOptions options;
    private boolean begun;

    /** @param named empty means all nodes */
    RestPlan(
            ClusterStore store,
            String cluster,
            Kind kind,
            List<String> named,
            boolean force,
            boolean mergeKubeconfig,
            GlobalOptions options) {
        this.store = store;
        this.cluster = cluster;
        this.kind = kind;
        this.named = List.copyOf(named);
        this.force = force;
        this.mergeKubeconfig = mergeKubeconfig;
        this.options = options;
    }

    @Override
    public String command() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Cluster begin() {
        return store.require(cluster);
    }

    @Override
    public Optional<Task> next(Cluster found, Optional<Run> unfinished) {
        if (begun) {
            return Optional.empty();
        }
        begun = true;
        Unfinished.refuse(cluster, unfinished.filter(run -> !OURS.contains(run.process())));
        RestChoice choice = new RestChoice(found);
        Members nodes =
                switch (kind) {
                    case STOP -> choice.toStop(named);
                    case START -> choice.toStart(named);
                    case RESTART -> choice.named(named);
                    case REPAIR -> repaired(choice.named(List.of()));
                };
        return Optional.of(
                new Starts(options).rest(command(), found, kind, nodes, force, choice.isWhole(nodes), mergeKubeconfig));
    }

    /** Those that were stopped on purpose stay so, unless nothing else is there. */
    private static Members repaired(Members all) {
        if (all.stopped().containsAll(all.controlPlanes())) {
            return all;
        }
        return all.only(Set.copyOf(
                all.all().stream().filter(name -> !all.stopped().contains(name)).toList()));
    }

    @Override
    public String summary(boolean changed) {
        return kind.done + " "
                + (named.isEmpty() ? "cluster " + cluster : String.join(", ", named) + " of cluster " + cluster)
                + "."
                + (kind == Kind.STOP
                        ? " 'ohmykube --name " + cluster + " start"
                                + (named.isEmpty() ? "" : " " + String.join(" ", named)) + "' starts "
                                + (named.isEmpty() ? "it" : named.size() == 1 ? "it" : "them") + " again."
                        : "");
    }
}
