package io.ohmykube.cli.view;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How an operation ended.
 *
 * @param summary the last line for a person
 * @param details facts worth having in a script, by name, for example {@code kubeconfig}
 * @param questions what waits for a person's answer
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
        List<OpenQuestion> questions,
        Map<String, String> details,
        List<Choice> next) {
    /** In which way. */
    public enum Outcome {
        DONE,
        FAILED,
        /** A person has to answer first. */
        WAITING,
        /** A person did not want it; nothing failed. */
        REJECTED,
        INTERRUPTED
    }
}
