package io.ohmykube.cli;

import io.ohmykube.cli.operation.Plan;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterChange;
import io.ohmykube.config.ClusterRequest;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.ClusterValidator;
import io.ohmykube.config.HostAccess;
import io.ohmykube.processes.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Adds nodes of one size to a cluster. */
final class AddPlan implements Plan {
    private final ClusterStore store;
    private final String cluster;
    private final ClusterRequest request;
    private final List<HostAccess> hosts;
    private final ClusterValidator validator;
    private final boolean mergeKubeconfig;
    private final Function<Cluster, Set<String>> answering;
    private final GlobalOptions options;
    private final List<String> added = new ArrayList<>();
    private String remark = "";

    /** @param answering finds the control planes whose API server answers */
    AddPlan(
            ClusterStore store,
            String cluster,
            ClusterRequest request,
            List<HostAccess> hosts,
            ClusterValidator validator,
            boolean mergeKubeconfig,
            Function<Cluster, Set<String>> answering,
            GlobalOptions options) {
        this.mergeKubeconfig = mergeKubeconfig;
        this.answering = answering;
        this.store = store;
        this.cluster = cluster;
        this.request = request;
        this.hosts = List.copyOf(hosts);
        this.validator = validator;
        this.options = options;
    }

    @Override
    public String command() {
        return "add";
    }

    @Override
    public Cluster begin() {
        return store.require(cluster);
    }

    @Override
    public Optional<Task> next(Cluster found, Optional<Run> unfinished) {
        if (!added.isEmpty()) {
            return Optional.empty();
        }
        Unfinished.refuse(cluster, unfinished);
        ClusterChange change = request.add(found, hosts, validator);
        if (!change.controlPlanes().isEmpty()) {
            ControlPlaneAddition.require(found, answering);
            remark = ControlPlaneCount.remark(
                    cluster, change.wanted().spec().nodes().controlPlanes().size());
        }
        added.addAll(change.controlPlanes());
        added.addAll(change.added());
        Cluster larger =
                store.update(cluster, before -> before.withSpec(change.wanted().spec()));
        return Optional.of(
                new Starts(options).add(command(), larger, change.added(), change.controlPlanes(), mergeKubeconfig));
    }

    @Override
    public String summary(boolean changed) {
        return "Added " + String.join(", ", added) + " to cluster " + cluster + "." + remark;
    }
}
