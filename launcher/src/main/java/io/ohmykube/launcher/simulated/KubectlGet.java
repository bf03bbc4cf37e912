package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code kubectl get}. */
final class KubectlGet {
    private KubectlGet() {}

    static Map<String, KubectlPrograms.Subcommand> all() {
        return Map.of("get", KubectlGet::get);
    }

    private static int get(Execution execution, Arguments arguments) throws IOException {
        String raw = arguments.option("raw");
        if (raw != null) {
            return raw(execution, raw);
        }
        Selection selection = Selection.of(arguments);
        ApiServer api = execution.cluster().api();
        List<String> missing = api.read(selection::missing);
        List<ObjectNode> found = api.read(state -> {
            Rendered rendered = new Rendered(state, api.health(state));
            return selection.objects(state).stream()
                    .map(object -> rendered.show(selection.kind(), object))
                    .toList();
        });
        int exitCode = 0;
        if (!arguments.flag("ignore-not-found")) {
            for (String name : missing) {
                exitCode = execution.fail(
                        1, "Error from server (NotFound): " + selection.kind() + " \"" + name + "\" not found");
            }
        }
        print(execution, arguments, selection, found);
        return exitCode;
    }

    private static int raw(Execution execution, String path) throws IOException {
        if (!List.of("/readyz", "/livez", "/healthz").contains(path.replaceFirst("\\?.*", ""))) {
            throw new UsageException("kubectl get --raw " + path + " is not simulated");
        }
        execution.out("ok");
        return 0;
    }

    private static void print(Execution execution, Arguments arguments, Selection selection, List<ObjectNode> found)
            throws IOException {
        String output = arguments.option("o", "output");
        boolean one = selection.names().size() == 1;
        switch (output == null ? "table" : output) {
            case "json" -> {
                if (!one) {
                    ObjectNode list = Json.object().put("apiVersion", "v1").put("kind", "List");
                    list.withArray("items").addAll(found);
                    execution.out(Json.pretty(list));
                } else if (!found.isEmpty()) {
                    execution.out(Json.pretty(found.get(0)));
                }
            }
            case "name" -> {
                for (ObjectNode object : found) {
                    execution.out(KubectlWrite.reference(object));
                }
            }
            case "table", "wide" -> {
                for (ObjectNode object : found) {
                    execution.out(row(selection, object));
                }
            }
            default -> throw new UsageException("output " + output + " is not simulated");
        }
    }

    /** One line of a table without a heading; every line says that it is simulated. */
    private static String row(Selection selection, ObjectNode object) {
        String namespace = ApiState.namespace(object);
        String state =
                switch (selection.kind()) {
                    case Kinds.NODES ->
                        object.at("/status/conditions/0/status").asText().equals("True") ? "Ready" : "NotReady";
                    case Kinds.PODS ->
                        object.at("/status/phase").asText() + "   "
                                + object.at("/spec/nodeName").asText("<none>");
                    default -> "";
                };
        return (namespace.isEmpty() ? "" : namespace + "   ") + ApiState.name(object) + "   " + state + "   simulated";
    }
}
