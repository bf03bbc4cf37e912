package io.ohmykube.cli.server;

import io.ohmykube.cli.operation.Plan;
import io.ohmykube.config.Cluster;
import io.ohmykube.processes.Answer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be asked of clusters, as plans: the same ones that commands carry out. Methods throw {@link Refusal}. */
public interface Work {
    /** A plan for a cluster. */
    record Order(String cluster, Plan plan) {}

    /**
     * Nodes to add.
     *
     * @param role {@code worker} or {@code control-plane}; null for workers
     * @param count null for one
     * @param memory in GiB
     * @param disk in GiB
     */
    record NewNodes(
            @Nullable String role,
            @Nullable Integer count,
            @Nullable Integer cpu,
            @Nullable Integer memory,
            @Nullable Integer disk) {}

    /**
     * Something that can be installed into clusters.
     *
     * @param kind for example {@code cni}
     */
    record Installable(String name, String kind) {}

    /** A cluster that does not exist yet, of a document in YAML or JSON. */
    Order create(String document);

    Plan add(String cluster, NewNodes nodes);

    Plan delete(String cluster, List<String> nodes, boolean force);

    Plan down(String cluster, boolean force);

    /**
     * Goes on with the unfinished run.
     *
     * @param from the step to go on from; null where the run stopped
     */
    Plan resume(String cluster, @Nullable String from, @Nullable String node);

    /**
     * Answers what the unfinished run asks, and goes on with it.
     *
     * @param step id of the question
     */
    Plan answer(String cluster, String step, @Nullable String node, Answer answer);

    Plan cancel(String cluster);

    /**
     * Has the cluster live that long from now on, whatever works on it.
     *
     * @param time such as {@code 2h}; null for until somebody removes it
     */
    Cluster live(String cluster, @Nullable String time);

    List<Installable> addOns();

    /** The BPMN of a process as new runs would have it; empty where there is none of that name. */
    Optional<byte[]> workflow(String process);

    /** What a failure of a plan means to whoever asked for it; empty where that is nothing for him. */
    Optional<Refusal> explain(RuntimeException failure);
}
