package io.ohmykube.processes;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.workers.contract.Variables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.jspecify.annotations.Nullable;

/** What a person may change in an unfinished run before it goes on. None of its steps runs meanwhile. */
final class RunChanges {
    private final ProcessEngine engine;
    private final Parts parts;

    RunChanges(ProcessEngine engine, Parts parts) {
        this.engine = engine;
        this.parts = parts;
    }

    /** Has the part of the run in which the step lies begin it anew. Throws {@link RunChangeException}. */
    void beginAnew(String step, @Nullable String node) {
        List<Part> all = parts.all();
        List<Part> candidates = all.stream()
                .filter(part -> node == null || node.equals(part.subject()))
                .toList();
        List<Part> found = candidates.stream()
                .filter(part -> part.choice(step).isPresent())
                .toList();
        if (found.isEmpty()) {
            throw new RunChangeException(refusal(step, node, candidates) + "; " + choices(all));
        }
        if (found.size() > 1) {
            throw new RunChangeException("step '" + step + "' is under way for "
                    + found.stream().map(Part::subject).sorted().collect(Collectors.joining(" and for "))
                    + ": say for which with --node");
        }
        Part part = found.get(0);
        parts.moveTo(part, part.choice(step).orElseThrow());
    }

    /** See {@link ClusterEngine#leaveOut}. */
    boolean leaveOut(String run, String node) {
        if (node.equals(engine.getRuntimeService().getVariable(run, Variables.CONTROL_PLANE))) {
            throw new RunChangeException(node + " is the control plane, without which the run cannot go on");
        }
        List<String> nodes = nodes(run);
        if (!nodes.remove(node)) {
            return false;
        }
        engine.getRuntimeService().setVariable(run, Variables.NODES, array(nodes));
        parts.all().stream().filter(part -> node.equals(part.subject())).forEach(parts::end);
        return true;
    }

    private static String refusal(String step, @Nullable String node, List<Part> candidates) {
        if (node != null && candidates.isEmpty()) {
            return "no part of the unfinished run is for '" + node + "'";
        }
        List<Part> knowing =
                candidates.stream().filter(part -> part.known(step).isPresent()).toList();
        if (knowing.isEmpty()) {
            return "there is no step '" + step + "' in what is unfinished" + (node == null ? "" : " of " + node);
        }
        return knowing.stream().allMatch(part -> part.begun().isEmpty())
                ? "step '" + step + "' lies where several steps are under way at once"
                : "step '" + step + "' was not begun yet";
    }

    private static String choices(List<Part> all) {
        String choices = all.stream()
                .filter(part -> !part.begun().isEmpty())
                .map(Part::choices)
                .sorted()
                .collect(Collectors.joining("; "));
        return choices.isEmpty() ? "no step can be named now" : "steps that can be named: " + choices;
    }

    private List<String> nodes(String run) {
        List<String> nodes = new ArrayList<>();
        if (engine.getRuntimeService().getVariable(run, Variables.NODES) instanceof String text) {
            try {
                for (JsonNode name : Json.parse(text)) {
                    nodes.add(Objects.requireNonNull(name.textValue()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the nodes of the run cannot be read: " + text, e);
            }
        }
        return nodes;
    }

    /** Names of nodes hold no character that JSON escapes. */
    private static String array(List<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(",", "[", "]"));
    }
}
