package io.ohmykube.processes.validation;

import io.ohmykube.workers.contract.ErrorCodes;
import java.util.Set;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/** A boundary event catches an error that delegates raise. */
final class ErrorRule implements Rule {
    private static final Set<String> CODES = Set.of(ErrorCodes.MACHINE_UNREACHABLE, ErrorCodes.KUBEADM_INCOMPLETE);

    @Override
    public void check(ProcessFile file, Known known, Report report) {
        for (Element event : file.bpmn("errorEventDefinition")) {
            String code = file.element(event.getAttribute("errorRef"))
                    .map(error -> error.getAttribute("errorCode"))
                    .orElse("");
            if (!CODES.contains(code)) {
                report.problem(
                        event.getParentNode(),
                        "no delegate raises the error '" + code + "': there are "
                                + CODES.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }
}
