package io.ohmykube.processes.validation;

import java.util.List;
import org.w3c.dom.Element;

/**
 * Parallel branches run in parallel and meet without repeating a step. Branches that end at the same moment both change
 * their common parent; the one that comes second is rolled back, step and all, unless a checkpoint stands between its step
 * and the join.
 */
final class JoinRule implements Rule {
    @Override
    public void check(ProcessFile file, Known known, Report report) {
        for (Element gateway : file.bpmn("parallelGateway")) {
            checkFork(file, gateway, report);
            if (file.incoming(gateway) > 1
                    && !(ProcessFile.isSet(gateway, "asyncBefore") && ProcessFile.isExclusive(gateway))) {
                report.problem(gateway, "a join needs camunda:asyncBefore=\"true\" and must stay exclusive");
            }
        }
        for (Element task : file.bpmn("serviceTask")) {
            checkEnd(file, task, report);
        }
        for (Element loop : file.bpmn("multiInstanceLoopCharacteristics")) {
            checkLoop(loop, report);
        }
    }

    private static void checkFork(ProcessFile file, Element gateway, Report report) {
        List<Element> exclusive = file.successors(gateway).stream()
                .filter(next -> ProcessFile.is(next, "serviceTask") && ProcessFile.isExclusive(next))
                .toList();
        if (exclusive.size() > 1) {
            report.problem(
                    gateway,
                    "its branches would run one after the other: all but one of "
                            + exclusive.stream()
                                    .map(task -> task.getAttribute("id"))
                                    .toList()
                            + " need camunda:exclusive=\"false\"");
        }
    }

    private static void checkEnd(ProcessFile file, Element task, Report report) {
        boolean checkpointFollows =
                file.successors(task).stream().allMatch(next -> ProcessFile.isSet(next, "asyncBefore"));
        if (!ProcessFile.isExclusive(task) && !checkpointFollows) {
            report.problem(task, "is not exclusive, so what follows it needs camunda:asyncBefore=\"true\"");
        }
    }

    private static void checkLoop(Element loop, Report report) {
        if (loop.getAttribute("isSequential").equals("true")) {
            return;
        }
        if (!ProcessFile.is((Element) loop.getParentNode(), "callActivity")) {
            report.problem(loop, "only a call activity can be repeated in parallel");
        } else if (!ProcessFile.isSet(loop, "asyncAfter") || !ProcessFile.isExclusive(loop)) {
            report.problem(loop, "the multi-instance needs camunda:asyncAfter=\"true\" and must stay exclusive");
        }
    }
}
