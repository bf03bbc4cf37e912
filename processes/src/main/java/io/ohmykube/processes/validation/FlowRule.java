package io.ohmykube.processes.validation;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * A process begins at one place, comes to everything it holds, and comes to an end from everywhere. Only gateways part the
 * way: several arrows out of a step would all be taken, and what follows them done once for each.
 */
final class FlowRule implements Rule {
    @Override
    public void check(ProcessFile file, Known known, Report report) {
        Stream.concat(file.bpmn("process").stream(), file.bpmn("subProcess").stream())
                .forEach(scope -> check(file, scope, report));
        file.bpmn("exclusiveGateway").forEach(gateway -> checkChoice(file, gateway, report));
    }

    private static void check(ProcessFile file, Element scope, Report report) {
        Map<String, Element> nodes = nodes(scope);
        List<String> starts = nodes.values().stream()
                .filter(node -> ProcessFile.is(node, "startEvent"))
                .map(FlowRule::id)
                .toList();
        if (starts.size() != 1) {
            report.problem(scope, "needs exactly one start event and has " + starts.size());
            return;
        }
        Map<String, Set<String>> after = new TreeMap<>();
        nodes.forEach((id, node) -> after.put(id, new HashSet<>(ids(file.successors(node)))));
        nodes.values().stream()
                .filter(node -> ProcessFile.is(node, "boundaryEvent"))
                .forEach(event -> after.computeIfAbsent(event.getAttribute("attachedToRef"), id -> new HashSet<>())
                        .add(id(event)));
        Set<String> reached = from(starts, after);
        Set<String> ending = from(
                after.keySet().stream().filter(id -> after.get(id).isEmpty()).toList(), turned(after));
        nodes.values().forEach(node -> checkWayOut(file, node, report));
        nodes.forEach((id, node) -> {
            if (!reached.contains(id)) {
                report.problem(node, "is never reached from the start event");
            } else if (!ending.contains(id)) {
                report.problem(node, "no end is reached from here: a loop needs an exit");
            }
        });
    }

    private static void checkWayOut(ProcessFile file, Element node, Report report) {
        int ways = file.successors(node).size();
        if (ways == 0 && !ProcessFile.is(node, "endEvent")) {
            report.problem(node, "leads nowhere: it needs a sequence flow to what comes next, or to an end event");
        } else if (ways > 1 && !ProcessFile.is(node, "exclusiveGateway") && !ProcessFile.is(node, "parallelGateway")) {
            report.problem(
                    node,
                    "leads to " + ways
                            + " elements, and each would be done: remove the sequence flow that is too many, or"
                            + " put a gateway in between");
        }
    }

    private static void checkChoice(ProcessFile file, Element gateway, Report report) {
        List<Element> ways = file.bpmn("sequenceFlow").stream()
                .filter(flow -> flow.getAttribute("sourceRef").equals(id(gateway)))
                .toList();
        if (ways.size() < 2) {
            return;
        }
        for (Element way : ways) {
            boolean conditional = !ProcessFile.children(way, ProcessFile.BPMN, "conditionExpression")
                    .isEmpty();
            if (!conditional && !gateway.getAttribute("default").equals(id(way))) {
                report.problem(way, "needs a condition, or to be the default flow of " + id(gateway));
            }
        }
    }

    private static Map<String, Element> nodes(Element scope) {
        Map<String, Element> nodes = new TreeMap<>();
        ProcessFile.FLOW_NODES.stream()
                .flatMap(name -> ProcessFile.children(scope, ProcessFile.BPMN, name).stream())
                .forEach(node -> nodes.put(id(node), node));
        return nodes;
    }

    private static Set<String> from(Collection<String> begin, Map<String, Set<String>> ways) {
        Set<String> seen = new HashSet<>(begin);
        Deque<String> open = new ArrayDeque<>(begin);
        while (!open.isEmpty()) {
            for (String next : ways.getOrDefault(open.pop(), Set.of())) {
                if (seen.add(next)) {
                    open.push(next);
                }
            }
        }
        return seen;
    }

    private static Map<String, Set<String>> turned(Map<String, Set<String>> ways) {
        Map<String, Set<String>> turned = new TreeMap<>();
        ways.forEach((from, all) -> all.forEach(
                to -> turned.computeIfAbsent(to, id -> new HashSet<>()).add(from)));
        return turned;
    }

    private static Set<String> ids(List<Element> elements) {
        return elements.stream().map(FlowRule::id).collect(Collectors.toSet());
    }

    private static String id(Element element) {
        return element.getAttribute("id");
    }
}
