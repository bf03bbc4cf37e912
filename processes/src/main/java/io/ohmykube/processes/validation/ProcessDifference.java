package io.ohmykube.processes.validation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * One way in which two versions of a process differ in what they do. How they are drawn and described is not compared.
 *
 * @param id of the element
 * @param element its kind in BPMN, for example {@code serviceTask}
 * @param facts what it says, by the name of what says it; of a changed one only what has changed
 */
public record ProcessDifference(Kind kind, String id, String element, List<Fact> facts) {
    private static final String KIND = "element";
    private static final Set<String> NOT_COMPARED = Set.of("incoming", "outgoing", "documentation");

    /** What happened to the element. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /**
     * Something that an element says.
     *
     * @param before empty where it did not say it
     * @param after empty where it does not say it any more
     */
    public record Fact(String name, String before, String after) {}

    public ProcessDifference {
        facts = List.copyOf(facts);
    }

    /**
     * Compares two versions, in the order of their elements: what was changed or removed first, then what was added.
     *
     * @throws IOException if one of them is not BPMN
     */
    public static List<ProcessDifference> between(byte[] before, byte[] after) throws IOException {
        Map<String, Element> old = elements(before);
        Map<String, Element> now = elements(after);
        List<ProcessDifference> found = new ArrayList<>();
        old.forEach((id, element) -> {
            Element there = now.get(id);
            List<Fact> facts = facts(facts(element), there == null ? Map.of() : facts(there));
            if (there == null) {
                found.add(new ProcessDifference(Kind.REMOVED, id, element.getLocalName(), facts));
            } else if (!facts.isEmpty()) {
                found.add(new ProcessDifference(Kind.CHANGED, id, there.getLocalName(), facts));
            }
        });
        now.forEach((id, element) -> {
            if (!old.containsKey(id)) {
                found.add(
                        new ProcessDifference(Kind.ADDED, id, element.getLocalName(), facts(Map.of(), facts(element))));
            }
        });
        return List.copyOf(found);
    }

    private static Map<String, Element> elements(byte[] content) throws IOException {
        ProcessFile file = new ProcessFile("", ProcessValidator.parse(content));
        Map<String, Element> elements = new LinkedHashMap<>();
        for (Element element : file.all(ProcessFile.BPMN, "*")) {
            if (!element.getAttribute("id").isEmpty() && !ProcessFile.is(element, "definitions")) {
                elements.put(element.getAttribute("id"), element);
            }
        }
        return elements;
    }

    private static List<Fact> facts(Map<String, String> before, Map<String, String> after) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .map(name -> new Fact(name, before.getOrDefault(name, ""), after.getOrDefault(name, "")))
                .filter(fact -> !fact.before().equals(fact.after()))
                .filter(fact -> !fact.name().equals(KIND)
                        || (!fact.before().isEmpty() && !fact.after().isEmpty()))
                .toList();
    }

    /** Its attributes, and what stands in it that has no id of its own. */
    private static Map<String, String> facts(Element element) {
        Map<String, String> facts = new TreeMap<>();
        collect(element, "", facts);
        facts.put(KIND, element.getLocalName());
        return facts;
    }

    private static void collect(Element element, String path, Map<String, String> facts) {
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            if (!attribute.getNodeName().equals("id")) {
                facts.put(path + attribute.getNodeName(), attribute.getNodeValue());
            }
        }
        Map<String, Integer> same = new TreeMap<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner
                    && !NOT_COMPARED.contains(inner.getLocalName())
                    && inner.getAttribute("id").isEmpty()) {
                int number = same.merge(inner.getLocalName(), 1, Integer::sum);
                collect(inner, path + inner.getLocalName() + (number == 1 ? "" : number) + " ", facts);
            }
        }
        String text = element.getTextContent().strip();
        if (!text.isEmpty() && element.getElementsByTagName("*").getLength() == 0) {
            facts.put(path.isEmpty() ? "text" : path.strip(), text);
        }
    }
}
