package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Objects as the API server shows them: with the status that controllers and kubelets would have reported. */
record Rendered(ApiState state, Health health) {
    /** What a kubelet that runs has reported last: simulated ones never start before. */
    private static final String HEARTBEAT = "2000-01-01T00:00:00Z";

    ObjectNode show(String kind, ObjectNode stored) {
        ObjectNode shown = stored.deepCopy();
        switch (kind) {
            case Kinds.NODES -> node(shown);
            case Kinds.PODS -> pod(shown);
            case Kinds.DAEMON_SETS -> daemonSet(shown);
            case Kinds.DEPLOYMENTS, Kinds.STATEFUL_SETS -> replicated(shown);
            default -> {
                // Everything else has no status that OhMyKube looks at.
            }
        }
        return shown;
    }

    private void node(ObjectNode node) {
        String name = ApiState.name(node);
        ObjectNode status = node.withObject("/status");
        boolean ready = health.ready(name);
        condition(status, "Ready", ready ? "True" : health.running().contains(name) ? "False" : "Unknown")
                .put("reason", ready ? "KubeletReady" : "KubeletNotReady")
                .put("message", health.message(name));
        if (health.running().contains(name)) {
            status.withArray("conditions")
                    .forEach(condition -> ((ObjectNode) condition).put("lastHeartbeatTime", HEARTBEAT));
        }
        if (!ready) {
            node.withObject("/spec")
                    .withArray("taints")
                    .addObject()
                    .put("key", "node.kubernetes.io/not-ready")
                    .put("effect", "NoSchedule");
        }
        if (node.at("/spec/unschedulable").asBoolean()) {
            node.withObject("/spec")
                    .withArray("taints")
                    .addObject()
                    .put("key", "node.kubernetes.io/unschedulable")
                    .put("effect", "NoSchedule");
        }
    }

    private void pod(ObjectNode pod) {
        boolean placed = !pod.at("/spec/nodeName").asText("").isEmpty();
        boolean ready = placed && health.podReady(pod);
        ObjectNode status = pod.withObject("/status").put("phase", ready ? "Running" : "Pending");
        condition(status, "PodScheduled", placed ? "True" : "False");
        condition(status, "Ready", ready ? "True" : "False");
        condition(status, "ContainersReady", ready ? "True" : "False");
    }

    private void daemonSet(ObjectNode set) {
        List<ObjectNode> pods = pods(set);
        int ready = (int) pods.stream().filter(health::podReady).count();
        set.withObject("/status")
                .put("observedGeneration", 1)
                .put("desiredNumberScheduled", pods.size())
                .put("currentNumberScheduled", pods.size())
                .put("updatedNumberScheduled", pods.size())
                .put("numberReady", ready)
                .put("numberAvailable", ready)
                .put("numberUnavailable", pods.size() - ready)
                .put("numberMisscheduled", 0);
        set.withObject("/metadata").put("generation", 1);
    }

    private void replicated(ObjectNode workload) {
        List<ObjectNode> pods = pods(workload);
        int ready = (int) pods.stream().filter(health::podReady).count();
        int wanted = workload.at("/spec/replicas").asInt(1);
        workload.withObject("/spec").put("replicas", wanted);
        ObjectNode status = workload.withObject("/status")
                .put("observedGeneration", 1)
                .put("replicas", pods.size())
                .put("updatedReplicas", pods.size())
                .put("readyReplicas", ready)
                .put("availableReplicas", ready)
                .put("unavailableReplicas", Math.max(0, wanted - ready));
        workload.withObject("/metadata").put("generation", 1);
        condition(status, "Available", ready >= wanted ? "True" : "False");
        condition(status, "Progressing", "True");
    }

    private List<ObjectNode> pods(ObjectNode workload) {
        return state.all(Kinds.PODS).stream()
                .filter(pod -> Controllers.owns(workload, pod))
                .toList();
    }

    private static ObjectNode condition(ObjectNode status, String type, String value) {
        return status.withArray("conditions").addObject().put("type", type).put("status", value);
    }
}
