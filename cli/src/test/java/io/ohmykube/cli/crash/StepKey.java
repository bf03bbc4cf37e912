package io.ohmykube.cli.crash;

import org.jspecify.annotations.Nullable;

/**
 * A step of an operation.
 *
 * @param step id of the service task
 * @param subject the node or add-on it concerns; {@link #CLUSTER} where it concerns the cluster
 */
public record StepKey(String step, String subject) implements Comparable<StepKey> {
    static final String CLUSTER = "-";

    static StepKey of(String step, @Nullable String subject) {
        return new StepKey(step, subject == null || subject.isEmpty() ? CLUSTER : subject);
    }

    @Override
    public int compareTo(StepKey other) {
        int byStep = step.compareTo(other.step);
        return byStep == 0 ? subject.compareTo(other.subject) : byStep;
    }

    @Override
    public String toString() {
        return subject.equals(CLUSTER) ? step : step + " of " + subject;
    }
}
