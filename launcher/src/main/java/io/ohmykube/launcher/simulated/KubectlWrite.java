package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code kubectl apply}, {@code create} and {@code delete}. */
final class KubectlWrite {
    private KubectlWrite() {}

    static Map<String, KubectlPrograms.Subcommand> all() {
        return Map.of(
                "apply", (execution, arguments) -> write(execution, arguments, false),
                "create", (execution, arguments) -> write(execution, arguments, true),
                "delete", KubectlWrite::delete);
    }

    /** How kubectl names an object when it speaks of it: {@code deployment.apps/name}. */
    static String reference(ObjectNode object) {
        String group = Kinds.group(object.path("apiVersion").asText());
        return object.path("kind").asText().toLowerCase(Locale.ROOT)
                + (group.isEmpty() ? "" : "." + group)
                + "/" + ApiState.name(object);
    }

    private static int write(Execution execution, Arguments arguments, boolean onlyNew) throws IOException {
        List<ObjectNode> objects = new ArrayList<>();
        for (ObjectNode document : documents(execution, arguments)) {
            if (document.path("kind").asText().equals("List")) {
                document.path("items").forEach(item -> objects.add((ObjectNode) item));
            } else {
                objects.add(document);
            }
        }
        List<String> printed = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        execution.cluster().api().change(state -> {
            for (ObjectNode object : objects) {
                Optional<String> error = refusal(state, object, arguments, onlyNew);
                if (error.isPresent()) {
                    errors.add(error.get());
                } else {
                    printed.add(put(state, object));
                }
            }
            return null;
        });
        for (String line : printed) {
            execution.out(line + " (simulated)");
        }
        for (String line : errors) {
            execution.err(line);
        }
        return errors.isEmpty() ? 0 : 1;
    }

    private static List<ObjectNode> documents(Execution execution, Arguments arguments) throws IOException {
        String file = arguments.option("f", "filename");
        if (file == null) {
            throw new UsageException("only -f is simulated");
        }
        return Json.documents(
                file.equals("-") ? execution.stdinText() : execution.files().text(file));
    }

    private static Optional<String> refusal(ApiState state, ObjectNode object, Arguments arguments, boolean onlyNew) {
        String kindName = object.path("kind").asText();
        String kind = Kinds.plural(kindName);
        String group = Kinds.group(object.path("apiVersion").asText());
        if (kindName.isEmpty() || ApiState.name(object).isEmpty()) {
            return Optional.of("error: error validating \"STDIN\": kind or metadata.name not set");
        }
        if (Kinds.needsDefinition(group)
                && state.find(Kinds.DEFINITIONS, "", kind + "." + group).isEmpty()) {
            return Optional.of("error: resource mapping not found for name: \"" + ApiState.name(object)
                    + "\" from \"STDIN\": no matches for kind \"" + kindName + "\" in version \""
                    + object.path("apiVersion").asText() + "\"\nensure CRDs are installed first");
        }
        if (Kinds.hasNamespace(kind)) {
            ObjectNode metadata = object.withObject("/metadata");
            if (!metadata.has("namespace")) {
                metadata.put("namespace", KubectlPrograms.namespace(arguments));
            }
            if (state.find(Kinds.NAMESPACES, "", ApiState.namespace(object)).isEmpty()) {
                return Optional.of("Error from server (NotFound): error when creating \"STDIN\": namespaces \""
                        + ApiState.namespace(object) + "\" not found");
            }
        }
        boolean exists = state.find(kind, ApiState.namespace(object), ApiState.name(object))
                .isPresent();
        return onlyNew && exists
                ? Optional.of("Error from server (AlreadyExists): error when creating \"STDIN\": " + kind
                        + (group.isEmpty() ? "" : "." + group) + " \"" + ApiState.name(object) + "\" already exists")
                : Optional.empty();
    }

    private static String put(ApiState state, ObjectNode object) {
        String kind = Kinds.plural(object.path("kind").asText());
        if (kind.equals(Kinds.DEFINITIONS)) {
            // Large, and nothing is checked against them.
            object.at("/spec/versions").forEach(version -> ((ObjectNode) version).remove("schema"));
        }
        Optional<ObjectNode> known = state.find(kind, ApiState.namespace(object), ApiState.name(object));
        if (known.isEmpty()) {
            state.put(kind, object);
            return reference(object) + " created";
        }
        ObjectNode before = known.get().deepCopy();
        ObjectNode merged = known.get();
        merge(merged, object);
        state.put(kind, merged);
        return reference(object) + (merged.equals(before) ? " unchanged" : " configured");
    }

    /** Fields of the applied object win; others, which the cluster set, stay. */
    private static void merge(ObjectNode onto, ObjectNode from) {
        for (Map.Entry<String, JsonNode> field : from.properties()) {
            if (field.getValue() instanceof ObjectNode object && onto.get(field.getKey()) instanceof ObjectNode there) {
                merge(there, object);
            } else {
                onto.set(field.getKey(), field.getValue());
            }
        }
    }

    private static int delete(Execution execution, Arguments arguments) throws IOException {
        if (arguments.option("f", "filename") != null) {
            throw new UsageException("kubectl delete -f is not simulated");
        }
        Selection selection = Selection.of(arguments);
        List<String> missing = execution.cluster().api().read(selection::missing);
        List<ObjectNode> removed = execution.cluster().api().change(state -> {
            List<ObjectNode> found = selection.objects(state);
            found.forEach(object -> state.remove(selection.kind(), object));
            if (selection.kind().equals(Kinds.NAMESPACES)) {
                found.forEach(namespace -> state.objects.values().removeIf(object -> ApiState.namespace(object)
                        .equals(ApiState.name(namespace))));
            }
            return found;
        });
        for (ObjectNode object : removed) {
            execution.out(object.path("kind").asText().toLowerCase(Locale.ROOT) + " \"" + ApiState.name(object)
                    + "\" deleted");
        }
        int exitCode = 0;
        if (!arguments.flag("ignore-not-found")) {
            for (String name : missing) {
                exitCode = execution.fail(
                        1, "Error from server (NotFound): " + selection.kind() + " \"" + name + "\" not found");
            }
        }
        return exitCode;
    }
}
