package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the controllers and the scheduler make of the objects: the pods there should be, and where they run. */
final class Controllers {
    private final ApiState state;
    private final Health health;

    private Controllers(ApiState state, Health health) {
        this.state = state;
        this.health = health;
    }

    /** Makes and removes pods until there are those that workloads want on the nodes there are. */
    static void reconcile(ApiState state, Health health) {
        Controllers controllers = new Controllers(state, health);
        controllers.removeOrphans();
        state.all(Kinds.DAEMON_SETS).forEach(controllers::onEachNode);
        state.all(Kinds.DEPLOYMENTS).forEach(controllers::replicas);
        state.all(Kinds.STATEFUL_SETS).forEach(controllers::replicas);
        controllers.schedule();
    }

    /** Whether some workload would put a CNI configuration on the nodes. */
    static boolean hasNetwork(ApiState state) {
        return state.all(Kinds.DAEMON_SETS).stream()
                .flatMap(set -> set.at("/spec/template/spec/volumes").valueStream())
                .anyMatch(volume -> volume.at("/hostPath/path")
                        .asText("")
                        .replaceFirst("/$", "")
                        .equals("/etc/cni/net.d"));
    }

    /** Whether a pod belongs to this workload. */
    static boolean owns(ObjectNode workload, ObjectNode pod) {
        return ApiState.namespace(pod).equals(ApiState.namespace(workload))
                && pod.at("/metadata/ownerReferences/0/name").asText().equals(ApiState.name(workload))
                && pod.at("/metadata/ownerReferences/0/kind")
                        .asText()
                        .equals(workload.path("kind").asText());
    }

    private void removeOrphans() {
        Set<String> nodes = names(state.all(Kinds.NODES));
        for (ObjectNode pod : state.all(Kinds.PODS)) {
            String node = pod.at("/spec/nodeName").asText("");
            JsonNode owner = pod.at("/metadata/ownerReferences/0");
            boolean ownerGone = owner.isObject()
                    && !owner.path("kind").asText().equals("Node")
                    && state.find(
                                    Kinds.plural(owner.path("kind").asText()),
                                    ApiState.namespace(pod),
                                    owner.path("name").asText())
                            .isEmpty();
            if (ownerGone || (!node.isEmpty() && !nodes.contains(node))) {
                state.remove(Kinds.PODS, pod);
            }
        }
    }

    private void onEachNode(ObjectNode set) {
        Set<String> served = pods(set).stream()
                .map(pod -> pod.at("/spec/nodeName").asText(""))
                .collect(Collectors.toSet());
        for (ObjectNode node : state.all(Kinds.NODES)) {
            if (!served.contains(ApiState.name(node)) && mayRun(set.at("/spec/template/spec"), node, true)) {
                ObjectNode pod = pod(set, ApiState.name(node));
                pod.withObject("/spec").put("nodeName", ApiState.name(node));
                state.put(Kinds.PODS, pod);
            }
        }
    }

    private void replicas(ObjectNode workload) {
        int wanted = workload.at("/spec/replicas").asInt(1);
        List<ObjectNode> there = new ArrayList<>(pods(workload));
        while (there.size() > wanted) {
            state.remove(Kinds.PODS, there.remove(there.size() - 1));
        }
        for (int i = there.size(); i < wanted; i++) {
            state.put(Kinds.PODS, pod(workload, "s" + Integer.toString(++state.lastUid, 36)));
        }
    }

    private void schedule() {
        for (ObjectNode pod : state.all(Kinds.PODS)) {
            if (!pod.at("/spec/nodeName").asText("").isEmpty()) {
                continue;
            }
            state.all(Kinds.NODES).stream()
                    .filter(node -> health.ready(ApiState.name(node)))
                    .filter(node -> !node.at("/spec/unschedulable").asBoolean())
                    .filter(node -> mayRun(pod.path("spec"), node, false))
                    .min(Comparator.comparingLong(node -> load(ApiState.name(node))))
                    .ifPresent(node -> pod.withObject("/spec").put("nodeName", ApiState.name(node)));
        }
    }

    private long load(String node) {
        return state.all(Kinds.PODS).stream()
                .filter(pod -> pod.at("/spec/nodeName").asText("").equals(node))
                .count();
    }

    private List<ObjectNode> pods(ObjectNode workload) {
        return state.all(Kinds.PODS).stream().filter(pod -> owns(workload, pod)).toList();
    }

    /** A pod made from a workload's template, as much of it as matters here. */
    private static ObjectNode pod(ObjectNode workload, String suffix) {
        ObjectNode pod = Json.object().put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode metadata = pod.withObject("/metadata");
        metadata.put("name", ApiState.name(workload) + "-" + suffix).put("namespace", ApiState.namespace(workload));
        JsonNode labels = workload.at("/spec/template/metadata/labels");
        if (labels.isObject()) {
            metadata.set("labels", labels.deepCopy());
        }
        metadata.withArray("ownerReferences")
                .addObject()
                .put("kind", workload.path("kind").asText())
                .put("name", ApiState.name(workload))
                .put("controller", true);
        ObjectNode spec = pod.withObject("/spec");
        JsonNode template = workload.at("/spec/template/spec");
        for (String field : List.of("hostNetwork", "tolerations", "nodeSelector")) {
            if (template.has(field)) {
                spec.set(field, template.get(field).deepCopy());
            }
        }
        if (template.path("volumes").valueStream().anyMatch(volume -> volume.has("emptyDir"))) {
            spec.put("localStorage", true);
        }
        return pod;
    }

    private static boolean mayRun(JsonNode spec, ObjectNode node, boolean daemon) {
        JsonNode labels = node.at("/metadata/labels");
        for (Map.Entry<String, JsonNode> wanted : spec.path("nodeSelector").properties()) {
            if (!wanted.getValue().asText().equals(labels.path(wanted.getKey()).asText(""))) {
                return false;
            }
        }
        return node.at("/spec/taints")
                .valueStream()
                .filter(taint -> !taint.path("effect").asText().equals("PreferNoSchedule"))
                .filter(taint -> !(daemon && taint.path("key").asText().startsWith("node.kubernetes.io/")))
                .allMatch(taint ->
                        spec.path("tolerations").valueStream().anyMatch(toleration -> tolerates(toleration, taint)));
    }

    private static boolean tolerates(JsonNode toleration, JsonNode taint) {
        String effect = toleration.path("effect").asText("");
        String key = toleration.path("key").asText("");
        return (effect.isEmpty() || effect.equals(taint.path("effect").asText()))
                && (key.isEmpty() || key.equals(taint.path("key").asText()))
                && (toleration.path("operator").asText("Equal").equals("Exists")
                        || toleration
                                .path("value")
                                .asText("")
                                .equals(taint.path("value").asText("")));
    }

    private static Set<String> names(List<ObjectNode> objects) {
        return objects.stream().map(ApiState::name).collect(Collectors.toSet());
    }
}
