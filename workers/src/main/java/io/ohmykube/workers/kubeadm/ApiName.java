package io.ohmykube.workers.kubeadm;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.LauncherException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the name of a cluster's API leads to on its nodes: the machine that stands before several control planes or, where
 * there is none, each control plane. Programs in Go, which all of Kubernetes is, dial the addresses of a name one after
 * the other until one answers, so a node that knows all control planes bears the loss of any.
 */
public final class ApiName {
    private ApiName() {}

    /**
     * The addresses on that node, in the order in which they are dialled. A control plane has its own first, other nodes
     * begin at different ones. Control planes that have not joined yet, or are about to go, are left out, a joining one
     * for itself, too: what it asks is for one that runs.
     *
     * @throws LauncherException if no control plane has an address
     */
    public static List<String> addresses(Launcher launcher, Cluster cluster, String node) {
        if (ApiAddress.hasEndpoint(launcher, cluster)) {
            return ApiAddress.endpoint(launcher, cluster).addresses().subList(0, 1);
        }
        Map<String, String> known = members(launcher, cluster);
        if (known.isEmpty()) {
            return ApiAddress.require(launcher, cluster, cluster.firstControlPlane())
                    .addresses()
                    .subList(0, 1);
        }
        List<String> names = List.copyOf(known.keySet());
        List<String> addresses = List.copyOf(known.values());
        int own = names.indexOf(node);
        int first = own >= 0 ? own : Math.floorMod(node.hashCode(), addresses.size());
        return Stream.concat(addresses.subList(first, addresses.size()).stream(), addresses.subList(0, first).stream())
                .distinct()
                .toList();
    }

    /** Control planes that have joined, with the address that their machine has, or had when it was last seen. */
    private static Map<String, String> members(Launcher launcher, Cluster cluster) {
        Map<String, String> members = new LinkedHashMap<>();
        for (NodeSpec node : cluster.spec().nodes().controlPlanes()) {
            String name = Objects.requireNonNull(node.name(), "a cluster on disk is expanded");
            NodeStatus seen =
                    cluster.status().node(name).filter(NodeStatus::isMember).orElse(null);
            if (seen == null) {
                continue;
            }
            String address = ApiAddress.running(launcher, cluster, name)
                    .map(machine -> machine.addresses().get(0))
                    .orElse(seen.address());
            if (address != null) {
                members.put(name, address);
            }
        }
        return members;
    }
}
