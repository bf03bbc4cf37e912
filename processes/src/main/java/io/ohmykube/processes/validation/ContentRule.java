package io.ohmykube.processes.validation;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

/**
 * A process holds only what is known to be harmless. The engine would run scripts, Java classes and any method call in an
 * expression with the rights of the user, so everything that is not listed here is refused.
 */
final class ContentRule implements Rule {
    private static final Set<String> ELEMENTS = Set.of(
            "definitions",
            "process",
            "documentation",
            "extensionElements",
            "incoming",
            "outgoing",
            "startEvent",
            "endEvent",
            "boundaryEvent",
            "intermediateCatchEvent",
            "intermediateThrowEvent",
            "errorEventDefinition",
            "timerEventDefinition",
            "timeDuration",
            "terminateEventDefinition",
            "serviceTask",
            "userTask",
            "callActivity",
            "subProcess",
            "multiInstanceLoopCharacteristics",
            "exclusiveGateway",
            "parallelGateway",
            "sequenceFlow",
            "conditionExpression",
            "error",
            "collaboration",
            "participant",
            "laneSet",
            "lane",
            "flowNodeRef",
            "textAnnotation",
            "text",
            "association",
            "group",
            "category",
            "categoryValue");
    private static final Set<String> CAMUNDA_ELEMENTS =
            Set.of("failedJobRetryTimeCycle", "in", "out", "properties", "property", "formData", "formField");
    private static final Set<String> CAMUNDA_ATTRIBUTES = Set.of(
            "asyncBefore",
            "asyncAfter",
            "exclusive",
            "jobPriority",
            "delegateExpression",
            "assignee",
            "candidateUsers",
            "candidateGroups",
            "modelerTemplate",
            "modelerTemplateVersion",
            "modelerTemplateIcon",
            "historyTimeToLive",
            "versionTag",
            "calledElementBinding",
            "collection",
            "elementVariable",
            "errorCodeVariable",
            "errorMessageVariable");
    private static final Map<String, Set<String>> ALLOWED =
            Map.of(ProcessFile.BPMN, ELEMENTS, ProcessFile.CAMUNDA, CAMUNDA_ELEMENTS);
    /** Diagrams, colours and what a modeler writes for itself. The engine reads Activiti's old namespace too: not these. */
    private static final Set<String> OTHER_NAMESPACES = Set.of(
            ProcessFile.DI,
            "http://www.omg.org/spec/DD/20100524/DC",
            "http://www.omg.org/spec/DD/20100524/DI",
            "http://www.w3.org/2000/xmlns/",
            "http://www.w3.org/2001/XMLSchema-instance",
            "http://camunda.org/schema/modeler/1.0",
            "http://bpmn.io/schema/bpmn/biocolor/1.0",
            "http://www.omg.org/spec/BPMN/non-normative/color/1.0");
    /** Comparisons of variables with each other and with constants: no member of anything, no call. */
    private static final Pattern COMPARISON = Pattern.compile("[$#]\\{[\\w\\s=!<>&|'-]+\\}");

    private static final Pattern LIST = Pattern.compile("\\$\\{lists\\.(of|ifAny)\\(execution, ?'\\w+'\\)\\}");
    /** What may stand in the middle of a question. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\w+\\}");

    private static final String BUSINESS_KEY = "${execution.processBusinessKey}";

    @Override
    public void check(ProcessFile file, Known known, Report report) {
        if (known.mayRunCode(file)) {
            return;
        }
        for (Element element : file.all("*", "*")) {
            checkName(element, report);
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                checkAttribute((Attr) element.getAttributes().item(i), element, report);
            }
            if (element.getElementsByTagName("*").getLength() == 0) {
                checkText(element, report);
            }
        }
    }

    private static void checkText(Element element, Report report) {
        if (!ProcessFile.is(element, "documentation")) {
            checkExpression(element.getTextContent().strip(), element, report);
        } else if (element.getParentNode() instanceof Element owner && ProcessFile.is(owner, "userTask")) {
            checkQuestion(element.getTextContent(), owner, report);
        }
    }

    /** The engine takes a person's question for an expression, too: its name and its description. */
    private static void checkQuestion(String text, Element task, Report report) {
        String rest = VARIABLE.matcher(text).replaceAll("");
        if (rest.contains("${") || rest.contains("#{")) {
            report.problem(
                    task,
                    "the text '" + text.strip() + "' is not allowed: a question can name variables, as"
                            + " ${cluster}, and hold no other expression");
        }
    }

    private static void checkName(Element element, Report report) {
        if (TaskRule.isRefused(element)) {
            return;
        }
        @Nullable Set<String> allowed = ALLOWED.get(element.getNamespaceURI());
        if (allowed == null
                ? !OTHER_NAMESPACES.contains(element.getNamespaceURI())
                : !allowed.contains(element.getLocalName())) {
            report.problem(element, "a process cannot hold a " + element.getTagName());
        }
    }

    private static void checkAttribute(Attr attribute, Element owner, Report report) {
        String name = attribute.getLocalName() == null ? attribute.getName() : attribute.getLocalName();
        @Nullable String namespace = attribute.getNamespaceURI();
        boolean allowed = ProcessFile.CAMUNDA.equals(namespace)
                ? CAMUNDA_ATTRIBUTES.contains(name)
                : namespace == null || OTHER_NAMESPACES.contains(namespace);
        if (!allowed) {
            report.problem(owner, "the attribute " + attribute.getName() + " is not allowed");
        }
        boolean checkedElsewhere = name.equals("delegateExpression") && ProcessFile.is(owner, "serviceTask");
        if (name.equals("name") && ProcessFile.is(owner, "userTask")) {
            checkQuestion(attribute.getValue(), owner, report);
        } else if (!name.equals("name") && !checkedElsewhere) {
            checkExpression(attribute.getValue(), owner, report);
        }
    }

    private static void checkExpression(String text, Element owner, Report report) {
        if (!text.contains("${") && !text.contains("#{")) {
            return;
        }
        boolean allowed =
                COMPARISON.matcher(text).matches() || LIST.matcher(text).matches() || text.equals(BUSINESS_KEY);
        if (!allowed) {
            report.problem(
                    owner,
                    "the expression '" + text + "' is not allowed: only comparisons of variables, "
                            + "${lists.of(execution,'…')}, ${lists.ifAny(execution,'…')} and " + BUSINESS_KEY + " are");
        }
    }
}
