package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The objects that a kubectl command line means.
 *
 * @param kind their plural kind
 * @param names empty means all that the options allow
 */
record Selection(String kind, List<String> names, Arguments arguments) {

    /** Understands {@code node a b}, {@code node/a node/b} and {@code nodes}. */
    static Selection of(Arguments arguments) {
        return of(arguments.operands(), arguments);
    }

    static Selection of(List<String> operands, Arguments arguments) {
        if (operands.isEmpty()) {
            throw new UsageException("no kind of object was named");
        }
        if (!operands.get(0).contains("/")) {
            return new Selection(Kinds.plural(operands.get(0)), operands.subList(1, operands.size()), arguments);
        }
        String kind = Kinds.plural(operands.get(0).substring(0, operands.get(0).indexOf('/')));
        List<String> names = operands.stream()
                .map(operand -> operand.substring(operand.indexOf('/') + 1))
                .toList();
        return new Selection(kind, names, arguments);
    }

    /** The names that no object has. */
    List<String> missing(ApiState state) {
        return names.stream()
                .filter(name -> state.find(kind, namespace(), name).isEmpty())
                .toList();
    }

    /** The objects as stored. */
    List<ObjectNode> objects(ApiState state) {
        if (!names.isEmpty()) {
            List<ObjectNode> found = new ArrayList<>();
            names.forEach(name -> state.find(kind, namespace(), name).ifPresent(found::add));
            return found;
        }
        boolean everywhere = !Kinds.hasNamespace(kind) || arguments.flag("A", "all-namespaces");
        return state.all(kind).stream()
                .filter(object -> everywhere || ApiState.namespace(object).equals(namespace()))
                .filter(object -> hasLabels(object, arguments.option("l", "selector")))
                .filter(object -> hasFields(object, arguments.option("field-selector")))
                .toList();
    }

    String namespace() {
        return Kinds.hasNamespace(kind) ? KubectlPrograms.namespace(arguments) : "";
    }

    private static boolean hasLabels(ObjectNode object, @Nullable String selector) {
        if (selector == null) {
            return true;
        }
        JsonNode labels = object.at("/metadata/labels");
        for (String term : selector.split(",", -1)) {
            String[] sides = term.split("==?", 2);
            boolean holds = sides.length == 1
                    ? labels.has(sides[0])
                    : sides[0].endsWith("!")
                            ? !labels.path(sides[0].substring(0, sides[0].length() - 1))
                                    .asText("")
                                    .equals(sides[1])
                            : labels.has(sides[0])
                                    && labels.path(sides[0]).asText().equals(sides[1]);
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasFields(ObjectNode object, @Nullable String selector) {
        if (selector == null) {
            return true;
        }
        for (String term : selector.split(",", -1)) {
            String[] sides = term.split("==?", 2);
            if (sides.length < 2 || sides[0].endsWith("!")) {
                throw new UsageException("field selector " + term + " is not simulated");
            }
            if (!object.at("/" + sides[0].replace('.', '/')).asText("").equals(sides[1])) {
                return false;
            }
        }
        return true;
    }
}
