package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code kubectl wait} and {@code kubectl rollout status}. */
final class KubectlWait {
    private KubectlWait() {}

    static Map<String, KubectlPrograms.Subcommand> all() {
        return Map.of("wait", KubectlWait::await, "rollout status", KubectlWait::rollout);
    }

    private static int await(Execution execution, Arguments arguments) throws IOException, InterruptedException {
        Selection selection = Selection.of(arguments);
        String condition = arguments.optionOr("for", "");
        ApiServer api = execution.cluster().api();
        Duration timeout = KubectlPrograms.timeout(arguments, Duration.ofSeconds(30));
        boolean toBeGone = condition.equals("delete");
        if (!toBeGone && !condition.startsWith("condition=")) {
            throw new UsageException("waiting for " + condition + " is not simulated");
        }
        List<String> missing = api.read(selection::missing);
        if (!toBeGone && !missing.isEmpty()) {
            return execution.fail(
                    1, "Error from server (NotFound): " + selection.kind() + " \"" + missing.get(0) + "\" not found");
        }
        String type = condition.replaceFirst("condition=", "").replaceFirst("=true$", "");
        boolean holds = api.await(
                (state, health) -> {
                    Rendered rendered = new Rendered(state, health);
                    List<ObjectNode> objects = selection.objects(state);
                    return toBeGone
                            ? objects.isEmpty()
                            : !objects.isEmpty()
                                    && objects.stream()
                                            .allMatch(object -> has(rendered.show(selection.kind(), object), type));
                },
                timeout);
        if (!holds) {
            return execution.fail(
                    1, "error: timed out waiting for the condition on " + selection.kind() + " " + selection.names());
        }
        for (String name : selection.names()) {
            execution.out(selection.kind() + "/" + name + " condition met");
        }
        return 0;
    }

    private static boolean has(ObjectNode object, String type) {
        return object.at("/status/conditions")
                .valueStream()
                .anyMatch(condition -> condition.path("type").asText().equalsIgnoreCase(type)
                        && condition.path("status").asText().equals("True"));
    }

    private static int rollout(Execution execution, Arguments arguments) throws IOException, InterruptedException {
        Selection selection = Selection.of(arguments);
        ApiServer api = execution.cluster().api();
        List<String> missing = api.read(selection::missing);
        if (!missing.isEmpty()) {
            return execution.fail(
                    1, "Error from server (NotFound): " + selection.kind() + " \"" + missing.get(0) + "\" not found");
        }
        Duration timeout = KubectlPrograms.timeout(arguments, Duration.ofDays(1));
        boolean done = api.await(
                (state, health) -> {
                    Rendered rendered = new Rendered(state, health);
                    return selection.objects(state).stream()
                            .allMatch(object -> available(rendered.show(selection.kind(), object)));
                },
                timeout);
        if (!done) {
            return execution.fail(1, "error: timed out waiting for the condition");
        }
        execution.out(selection.kind() + " " + selection.names() + " successfully rolled out (simulated)");
        return 0;
    }

    private static boolean available(ObjectNode workload) {
        JsonNode status = workload.path("status");
        return status.has("desiredNumberScheduled")
                ? status.path("numberAvailable").asInt()
                        >= status.path("desiredNumberScheduled").asInt()
                : status.path("availableReplicas").asInt()
                        >= workload.at("/spec/replicas").asInt(1);
    }
}
