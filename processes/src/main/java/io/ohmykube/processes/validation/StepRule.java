package io.ohmykube.processes.validation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/** Every service task is one step of ours: a checkpoint before it, a delegate that is there, one way of being tried again. */
final class StepRule implements Rule {
    private static final String DELEGATE = "delegateExpression";
    private static final Pattern BEAN = Pattern.compile("\\$\\{(\\w+)\\}");

    @Override
    public void check(ProcessFile file, Known known, Report report) {
        for (Element task : file.bpmn("serviceTask")) {
            if (!known.mayRunCode(file) || task.hasAttributeNS(ProcessFile.CAMUNDA, DELEGATE)) {
                checkDelegate(task, known, report);
            }
            if (!ProcessFile.isSet(task, "asyncBefore")) {
                report.problem(
                        task, "needs camunda:asyncBefore=\"true\", or the step before it would be repeated with it");
            }
            if (task.getElementsByTagNameNS(ProcessFile.CAMUNDA, "failedJobRetryTimeCycle")
                            .getLength()
                    > 1) {
                report.problem(task, "has more than one camunda:failedJobRetryTimeCycle");
            }
        }
    }

    private static void checkDelegate(Element task, Known known, Report report) {
        String step = step(task);
        if (step.isEmpty()) {
            String expression = task.getAttributeNS(ProcessFile.CAMUNDA, DELEGATE);
            report.problem(task, "needs camunda:delegateExpression=\"${NAME}\" and has '" + expression + "'");
        } else if (!known.steps().containsKey(step)) {
            report.problem(task, "there is no step '" + step + "'" + likely(step, known));
        }
    }

    /** The name of the step that a service task has done; empty where it names none in our way. */
    static String step(Element task) {
        Matcher bean = BEAN.matcher(task.getAttributeNS(ProcessFile.CAMUNDA, DELEGATE));
        return bean.matches() ? bean.group(1) : "";
    }

    private static String likely(String wanted, Known known) {
        return known.steps().keySet().stream()
                .filter(wanted::equalsIgnoreCase)
                .findFirst()
                .map(meant -> "; did you mean '" + meant + "'?")
                .orElse("; 'ohmykube workflow steps' lists those there are");
    }
}
