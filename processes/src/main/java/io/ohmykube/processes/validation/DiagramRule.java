package io.ohmykube.processes.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;

/** Everything in a process can be seen in its diagram. */
final class DiagramRule implements Rule {
    @Override
    public void check(ProcessFile file, Known known, Report report) {
        Set<String> shapes = drawn(file, "BPMNShape");
        Set<String> edges = drawn(file, "BPMNEdge");
        for (String name : ProcessFile.FLOW_NODES) {
            require(file.bpmn(name), shapes, report);
        }
        require(file.bpmn("sequenceFlow"), edges, report);
    }

    private static Set<String> drawn(ProcessFile file, String kind) {
        Set<String> ids = new HashSet<>();
        file.all(ProcessFile.DI, kind).forEach(shape -> ids.add(shape.getAttribute("bpmnElement")));
        return ids;
    }

    private static void require(List<Element> elements, Set<String> drawn, Report report) {
        for (Element element : elements) {
            if (!drawn.contains(element.getAttribute("id"))) {
                report.problem(element, "is not in the diagram");
            }
        }
    }
}
