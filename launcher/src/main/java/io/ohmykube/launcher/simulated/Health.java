package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/**
 * Which nodes live, at one moment.
 *
 * @param network whether a pod network was applied
 * @param running the nodes whose kubelet runs
 */
record Health(boolean network, Set<String> running) {
    Health(boolean network) {
        this(network, new HashSet<>());
    }

    boolean ready(String node) {
        return network && running.contains(node);
    }

    /** Why a node is not ready, in the kubelet's words, or what it says when it is. */
    String message(String node) {
        if (!running.contains(node)) {
            return "simulated: Kubelet stopped posting node status.";
        }
        return network
                ? "simulated: kubelet is posting ready status"
                : "simulated: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady"
                        + " message:Network plugin returns error: cni plugin not initialized";
    }

    /** Whether a pod runs with all its containers ready. Pods on the host's network need no pod network. */
    boolean podReady(ObjectNode pod) {
        String node = pod.at("/spec/nodeName").asText("");
        return running.contains(node) && (network || pod.at("/spec/hostNetwork").asBoolean());
    }
}
