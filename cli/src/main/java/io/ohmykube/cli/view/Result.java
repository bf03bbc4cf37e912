package io.ohmykube.cli.view;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How an operation ended.
 *
 * @param summary the last line for a person
 * @param details facts worth having in a script, by name, for example {@code kubeconfig}
 * @param next what may be done now
 */
public record Result(
        String command,
        String cluster,
        Outcome outcome,
        Duration duration,
        String summary,
        List<StepTime> steps,
        List<Failure> failures,
        Map<String, String> details,
        List<Choice> next) {
    /** In which of three ways. */
    public enum Outcome {
        DONE,
        FAILED,
        INTERRUPTED
    }
}
