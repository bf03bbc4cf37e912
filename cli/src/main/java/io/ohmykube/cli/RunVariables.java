package io.ohmykube.cli;

import io.ohmykube.config.Cluster;
import io.ohmykube.workers.contract.Variables;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The variables that a process is started with. */
final class RunVariables {
    /** Machines made at the same time where nobody says otherwise. */
    private static final int PARALLEL = 3;

    private final Map<String, Object> all = new HashMap<>();

    RunVariables(Cluster cluster, GlobalOptions options) {
        all.put(Variables.CONTROL_PLANE, cluster.firstControlPlane());
        all.put(Variables.PARALLEL, Objects.requireNonNullElse(options.parallel, PARALLEL));
        all.put(Variables.CUSTOMISED, cluster.nodes().stream().anyMatch(node -> node.custom()
                .changesMachine()));
        all.put(Variables.FORCE, false);
        all.put(Variables.WHOLE_CLUSTER, false);
        all.put(Variables.MERGE_KUBECONFIG, false);
        List<String> controlPlanes = cluster.spec().nodes().controlPlanes().stream()
                .map(node -> Objects.requireNonNull(node.name(), "a cluster on disk is expanded"))
                .toList();
        all.put(Variables.OTHER_CONTROL_PLANES, array(controlPlanes.subList(1, controlPlanes.size())));
        nodes(List.of());
    }

    /** The control plane to ask first, where that is not the first one. */
    RunVariables controlPlane(String name) {
        all.put(Variables.CONTROL_PLANE, name);
        return this;
    }

    RunVariables nodes(Collection<String> names) {
        all.put(Variables.NODES, array(names));
        return this;
    }

    RunVariables controlPlanes(Collection<String> names) {
        all.put(Variables.CONTROL_PLANES, array(names));
        return this;
    }

    RunVariables addOns(Collection<String> names) {
        all.put(Variables.ADD_ONS, array(names));
        return this;
    }

    RunVariables images(Collection<String> names) {
        all.put(Variables.IMAGES, array(names));
        return this;
    }

    RunVariables force(boolean force) {
        all.put(Variables.FORCE, force);
        return this;
    }

    RunVariables wholeCluster() {
        all.put(Variables.WHOLE_CLUSTER, true);
        return this;
    }

    RunVariables mergeKubeconfig(boolean merge) {
        all.put(Variables.MERGE_KUBECONFIG, merge);
        return this;
    }

    Map<String, Object> map() {
        return Map.copyOf(all);
    }

    /** Names of nodes, add-ons and images hold no character that JSON escapes. */
    private static String array(Collection<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(",", "[", "]"));
    }
}
