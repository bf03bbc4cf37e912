package io.ohmykube.processes.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A BPMN file as XML, with the questions that rules ask of it. */
record ProcessFile(String name, Document document) {
    static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    /** What sequence flows connect. */
    static final List<String> FLOW_NODES = List.of(
            "startEvent",
            "endEvent",
            "boundaryEvent",
            "intermediateCatchEvent",
            "intermediateThrowEvent",
            "serviceTask",
            "userTask",
            "callActivity",
            "subProcess",
            "exclusiveGateway",
            "parallelGateway");

    static final String DI = "http://www.omg.org/spec/BPMN/20100524/DI";

    /** The BPMN elements of that name, in the order of the file. */
    List<Element> bpmn(String localName) {
        return all(BPMN, localName);
    }

    List<Element> all(String namespace, String localName) {
        List<Element> found = new ArrayList<>();
        var nodes = document.getElementsByTagNameNS(namespace, localName);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    /** The element of that id. */
    Optional<Element> element(String id) {
        return all("*", "*").stream()
                .filter(element -> element.getAttribute("id").equals(id))
                .findFirst();
    }

    /** The elements that sequence flows lead to from this one. */
    List<Element> successors(Element from) {
        return bpmn("sequenceFlow").stream()
                .filter(flow -> flow.getAttribute("sourceRef").equals(from.getAttribute("id")))
                .flatMap(flow -> element(flow.getAttribute("targetRef")).stream())
                .toList();
    }

    long incoming(Element to) {
        return bpmn("sequenceFlow").stream()
                .filter(flow -> flow.getAttribute("targetRef").equals(to.getAttribute("id")))
                .count();
    }

    /** Elements directly in this one. */
    static List<Element> children(Element parent, String namespace, String localName) {
        List<Element> found = new ArrayList<>();
        for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element element
                    && namespace.equals(element.getNamespaceURI())
                    && localName.equals(element.getLocalName())) {
                found.add(element);
            }
        }
        return found;
    }

    static boolean is(Element element, String localName) {
        return BPMN.equals(element.getNamespaceURI()) && localName.equals(element.getLocalName());
    }

    /** Whether the engine's own attribute of that name is {@code true}. */
    static boolean isSet(Element element, String camundaAttribute) {
        return element.getAttributeNS(CAMUNDA, camundaAttribute).equals("true");
    }

    static boolean isExclusive(Element element) {
        return !element.getAttributeNS(CAMUNDA, "exclusive").equals("false");
    }

    /** The id of the element, or of the nearest one around it that has one. */
    static String place(Node node) {
        for (Node n = node; n != null; n = n.getParentNode()) {
            if (n instanceof Element element && !element.getAttribute("id").isEmpty()) {
                return element.getAttribute("id");
            }
        }
        return "the file";
    }
}
