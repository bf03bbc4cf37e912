package io.ohmykube.processes;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process instance of an unfinished run: the run itself, or one that it called for a node or an add-on.
 *
 * @param instance its id
 * @param subject the node or add-on that it is for; null where it is for the cluster
 * @param all its steps, in the order of the process file
 * @param begun those that it may begin anew: the one where it stands, and those that it began before. None where it stands
 *     in several places at once, or waits for another part
 */
record Part(String instance, @Nullable String subject, List<StepName> all, List<StepName> begun) {
    Optional<StepName> known(String wanted) {
        return all.stream().filter(step -> step.matches(wanted)).findFirst();
    }

    Optional<StepName> choice(String wanted) {
        return begun.stream().filter(step -> step.matches(wanted)).findFirst();
    }

    /** The steps that can be named, for a person. */
    String choices() {
        return (subject == null ? "the cluster" : subject) + ": "
                + String.join(", ", begun.stream().map(StepName::typed).toList());
    }
}
