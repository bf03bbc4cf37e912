package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The subcommands of {@code kubectl} that change nodes: labels, taints, cordon and drain. */
final class KubectlNodes {
    private KubectlNodes() {}

    static Map<String, KubectlPrograms.Subcommand> all() {
        return Map.of(
                "label", (execution, arguments) -> mark(execution, arguments, "labels"),
                "annotate", (execution, arguments) -> mark(execution, arguments, "annotations"),
                "taint", KubectlNodes::taint,
                "cordon", (execution, arguments) -> schedulable(execution, arguments, false),
                "uncordon", (execution, arguments) -> schedulable(execution, arguments, true),
                "drain", KubectlNodes::drain);
    }

    private interface Change {
        void to(ObjectNode object, List<String> terms);
    }

    private static int mark(Execution execution, Arguments arguments, String field) throws IOException {
        return change(execution, arguments, arguments.operands(), (object, terms) -> {
            ObjectNode marks = object.withObject("/metadata").withObject("/" + field);
            for (String term : terms) {
                if (term.endsWith("-")) {
                    marks.remove(term.substring(0, term.length() - 1));
                } else {
                    marks.put(term.substring(0, term.indexOf('=')), term.substring(term.indexOf('=') + 1));
                }
            }
        });
    }

    private static int taint(Execution execution, Arguments arguments) throws IOException {
        return change(execution, arguments, arguments.operands(), (node, terms) -> {
            ArrayNode taints = node.withObject("/spec").withArray("taints");
            for (String term : terms) {
                String text = term.endsWith("-") ? term.substring(0, term.length() - 1) : term;
                int colon = text.lastIndexOf(':');
                String effect = colon < 0 ? "" : text.substring(colon + 1);
                String[] sides = (colon < 0 ? text : text.substring(0, colon)).split("=", 2);
                remove(taints, sides[0], effect);
                if (!term.endsWith("-")) {
                    ObjectNode taint = taints.addObject().put("key", sides[0]);
                    if (sides.length > 1) {
                        taint.put("value", sides[1]);
                    }
                    taint.put("effect", effect);
                }
            }
        });
    }

    private static void remove(ArrayNode taints, String key, String effect) {
        for (int i = taints.size() - 1; i >= 0; i--) {
            JsonNode taint = taints.get(i);
            if (taint.path("key").asText().equals(key)
                    && (effect.isEmpty() || taint.path("effect").asText().equals(effect))) {
                taints.remove(i);
            }
        }
    }

    private static int schedulable(Execution execution, Arguments arguments, boolean wanted) throws IOException {
        List<String> operands =
                Stream.concat(Stream.of("node"), arguments.operands().stream()).toList();
        return change(execution, arguments, operands, (node, terms) -> node.withObject("/spec")
                .put("unschedulable", !wanted));
    }

    /** Changes the objects that the operands name; those with {@code =} or {@code -} at their end say how. */
    private static int change(Execution execution, Arguments arguments, List<String> operands, Change change)
            throws IOException {
        List<String> terms = operands.stream()
                .skip(1)
                .filter(operand -> operand.contains("=") || operand.contains(":") || operand.endsWith("-"))
                .toList();
        Selection selection = Selection.of(
                operands.stream().filter(operand -> !terms.contains(operand)).toList(), arguments);
        List<String> missing = execution.cluster().api().read(selection::missing);
        if (!missing.isEmpty()) {
            return execution.fail(
                    1, "Error from server (NotFound): " + selection.kind() + " \"" + missing.get(0) + "\" not found");
        }
        List<ObjectNode> changed = execution.cluster().api().change(state -> {
            List<ObjectNode> objects = selection.objects(state);
            objects.forEach(object -> change.to(object, terms));
            return objects;
        });
        for (ObjectNode object : changed) {
            execution.out(KubectlWrite.reference(object) + " changed (simulated)");
        }
        return 0;
    }

    private static int drain(Execution execution, Arguments arguments) throws IOException {
        int cordoned = schedulable(execution, arguments, false);
        if (cordoned != 0) {
            return cordoned;
        }
        String node = arguments.operands().get(0);
        List<String> evicted = new ArrayList<>();
        Optional<String> refusal = execution.cluster().api().change(state -> {
            List<ObjectNode> pods = state.all(Kinds.PODS).stream()
                    .filter(pod -> pod.at("/spec/nodeName").asText("").equals(node))
                    .filter(pod -> !owner(pod).equals("Node"))
                    .toList();
            Optional<String> problem = pods.stream()
                    .flatMap(pod -> obstacle(pod, arguments).stream())
                    .findFirst();
            if (problem.isEmpty()) {
                pods.stream().filter(pod -> !owner(pod).equals("DaemonSet")).forEach(pod -> {
                    state.remove(Kinds.PODS, pod);
                    evicted.add(ApiState.namespace(pod) + "/" + ApiState.name(pod));
                });
            }
            return problem;
        });
        if (refusal.isPresent()) {
            return execution.fail(
                    1, "error: unable to drain node \"" + node + "\" due to error: cannot delete " + refusal.get());
        }
        for (String pod : evicted) {
            execution.out("evicting pod " + pod);
        }
        execution.out("node/" + node + " drained (simulated)");
        return 0;
    }

    private static Optional<String> obstacle(ObjectNode pod, Arguments arguments) {
        String name = ApiState.namespace(pod) + "/" + ApiState.name(pod);
        String owner = owner(pod);
        if (owner.equals("DaemonSet") && !arguments.flag("ignore-daemonsets")) {
            return Optional.of("DaemonSet-managed Pods (use --ignore-daemonsets to ignore): " + name);
        }
        if (owner.isEmpty() && !arguments.flag("force")) {
            return Optional.of("Pods declare no controller (use --force to override): " + name);
        }
        boolean local = pod.at("/spec/localStorage").asBoolean() && !owner.equals("DaemonSet");
        return local && !arguments.flag("delete-emptydir-data", "delete-local-data")
                ? Optional.of("Pods with local storage (use --delete-emptydir-data to override): " + name)
                : Optional.empty();
    }

    private static String owner(ObjectNode pod) {
        return pod.at("/metadata/ownerReferences/0/kind").asText("");
    }
}
