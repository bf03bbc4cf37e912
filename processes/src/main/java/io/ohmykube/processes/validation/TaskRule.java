package io.ohmykube.processes.validation;

import java.util.Map;
import org.w3c.dom.Element;

/** Every task is carried out: by a step of ours, by another process, or by a person whose answer is kept. */
final class TaskRule implements Rule {
    private static final String INSTEAD =
            "; a service task has one of our steps do it, a user task asks a person, a call activity calls a process";
    private static final Map<String, String> REFUSED = Map.of(
            "task", "a task of no kind does nothing",
            "sendTask", "a send task has nobody to send to",
            "receiveTask", "a receive task would wait for ever: nobody sends messages",
            "manualTask", "a manual task does nothing",
            "businessRuleTask", "a business rule task has no rules to go by: the engine runs without decisions");

    /** Whether this rule says all there is to say about the element. */
    static boolean isRefused(Element element) {
        return ProcessFile.BPMN.equals(element.getNamespaceURI()) && REFUSED.containsKey(element.getLocalName());
    }

    @Override
    public void check(ProcessFile file, Known known, Report report) {
        REFUSED.forEach((kind, why) -> file.bpmn(kind).forEach(task -> report.problem(task, why + INSTEAD)));
        for (Element task : file.bpmn("serviceTask")) {
            String type = task.getAttributeNS(ProcessFile.CAMUNDA, "type");
            if (!type.isEmpty()) {
                report.problem(task, "nobody would carry out a service task of type '" + type + "'" + INSTEAD);
            }
        }
        for (Element task : file.bpmn("userTask")) {
            checkQuestion(file, task, report);
        }
    }

    private static void checkQuestion(ProcessFile file, Element task, Report report) {
        if (!ProcessFile.isSet(task, "asyncBefore")) {
            report.problem(
                    task,
                    "needs camunda:asyncBefore=\"true\", or the step before it would be repeated where it cannot be asked");
        }
        if (!ProcessFile.isSet(task, "asyncAfter")) {
            report.problem(
                    task, "needs camunda:asyncAfter=\"true\", or the answer would be lost where what follows fails");
        }
        if (task.getAttribute("name").isBlank()) {
            report.problem(task, "needs a name: it is what the person is asked");
        }
        if (task.hasAttributeNS(ProcessFile.CAMUNDA, "delegateExpression")) {
            report.problem(task, "only asks; camunda:delegateExpression is for service tasks");
        }
        for (Element event : file.bpmn("boundaryEvent")) {
            if (event.getAttribute("attachedToRef").equals(task.getAttribute("id"))) {
                report.problem(
                        event, "nothing can end a question but its answer: it is kept while nobody runs the process");
            }
        }
    }
}
