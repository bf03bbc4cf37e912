package io.ohmykube.processes.validation;

import java.util.List;
import org.w3c.dom.Element;

/** A file holds one process that the engine takes. */
final class ProcessRule implements Rule {
    @Override
    public void check(ProcessFile file, Known known, Report report) {
        List<Element> processes = file.bpmn("process");
        if (processes.size() != 1) {
            report.problem(
                    file.document().getDocumentElement(),
                    "must hold exactly one process and holds " + processes.size());
        }
        for (Element process : processes) {
            if (!file.name().equals(process.getAttribute("id") + ".bpmn")) {
                report.problem(
                        process, "its file must be called " + process.getAttribute("id") + ".bpmn, like the process");
            }
            if (!process.getAttribute("isExecutable").equals("true")) {
                report.problem(process, "needs isExecutable=\"true\"");
            }
            if (process.getAttributeNS(ProcessFile.CAMUNDA, "historyTimeToLive").isEmpty()) {
                report.problem(process, "needs camunda:historyTimeToLive, for example P30D");
            }
        }
    }
}
