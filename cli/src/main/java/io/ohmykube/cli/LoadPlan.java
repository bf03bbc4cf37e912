package io.ohmykube.cli;

import io.ohmykube.cli.operation.Plan;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.processes.Run;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Brings images that are in the cache to nodes; where these are all nodes, later ones get them too. */
final class LoadPlan implements Plan {
    private final ClusterStore store;
    private final String cluster;
    private final List<String> images;
    private final List<String> named;
    private final GlobalOptions options;
    private boolean begun;

    /**
     * @param images by their full names
     * @param named the nodes; empty means all
     */
    LoadPlan(ClusterStore store, String cluster, List<String> images, List<String> named, GlobalOptions options) {
        this.store = store;
        this.cluster = cluster;
        this.images = List.copyOf(images);
        this.named = List.copyOf(named);
        this.options = options;
    }

    @Override
    public String command() {
        return "load";
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
        Unfinished.refuse(cluster, unfinished);
        Cluster wanted = named.isEmpty() ? store.update(cluster, this::withImages) : found;
        List<String> nodes = named.isEmpty() ? running(wanted) : named;
        return Optional.of(new Starts(options).load(command(), wanted, nodes, images));
    }

    private static List<String> running(Cluster cluster) {
        Set<String> stopped = Members.of(cluster).stopped();
        return Headings.names(cluster).stream()
                .filter(name -> !stopped.contains(name))
                .toList();
    }

    private Cluster withImages(Cluster before) {
        Set<String> all = new LinkedHashSet<>(before.spec().images());
        all.addAll(images);
        return before.withSpec(before.spec().withImages(List.copyOf(all)));
    }

    @Override
    public String summary(boolean changed) {
        String loaded = "Loaded " + String.join(", ", images) + " on ";
        return named.isEmpty()
                ? loaded + "all nodes of cluster " + cluster + "; nodes added later get "
                        + (images.size() == 1 ? "it" : "them") + " too."
                : loaded + String.join(", ", named) + " of cluster " + cluster + ".";
    }
}
