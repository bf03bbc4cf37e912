package io.ohmykube.processes.validation;

import org.w3c.dom.Element;

/** A process calls processes that are there, in the version it was deployed with, and goes on by a checkpoint of its own. */
final class CallRule implements Rule {
    @Override
    public void check(ProcessFile file, Known known, Report report) {
        for (Element call : file.bpmn("callActivity")) {
            String called = call.getAttribute("calledElement");
            if (!known.processes().contains(called)) {
                report.problem(call, "there is no process '" + called + "'");
            }
            if (!call.getAttributeNS(ProcessFile.CAMUNDA, "calledElementBinding")
                    .equals("deployment")) {
                report.problem(call, "needs camunda:calledElementBinding=\"deployment\"");
            }
            boolean repeated = !ProcessFile.children(call, ProcessFile.BPMN, "multiInstanceLoopCharacteristics")
                    .isEmpty();
            if (!repeated && !ProcessFile.isSet(call, "asyncAfter")) {
                report.problem(call, "needs camunda:asyncAfter=\"true\"");
            }
        }
    }
}
