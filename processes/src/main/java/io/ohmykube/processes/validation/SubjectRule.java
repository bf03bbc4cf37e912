package io.ohmykube.processes.validation;

import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import java.util.Set;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/**
 * A step that is about one node, or one add-on, stands in a process that is called for one: there is none in the process of
 * a command.
 */
final class SubjectRule implements Rule {
    private static final Set<StepInput> SUBJECTS = Set.of(StepInput.NODE, StepInput.ADD_ON);

    @Override
    public void check(ProcessFile file, Known known, Report report) {
        Set<String> given = file.bpmn("process").stream()
                .flatMap(process -> known.given().getOrDefault(process.getAttribute("id"), Set.of()).stream())
                .collect(Collectors.toSet());
        for (Element task : file.bpmn("serviceTask")) {
            StepFacts facts = known.steps().getOrDefault(StepRule.step(task), StepFacts.NONE);
            facts.reads().stream()
                    .filter(input -> SUBJECTS.contains(input) && !given.contains(input.variable()))
                    .forEach(input -> report.problem(
                            task,
                            "the step is done for one " + input.variable() + ", and the process has no variable '"
                                    + input.variable() + "': put it into one that is called with it, such as "
                                    + (input == StepInput.NODE ? "node-join" : "addon-install")));
        }
    }
}
