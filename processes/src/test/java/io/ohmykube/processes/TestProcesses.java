package io.ohmykube.processes;

import io.ohmykube.processes.workflow.Workflow;
import io.ohmykube.workers.contract.StepFacts;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Our processes, for tests in other packages. */
public final class TestProcesses {
    private TestProcesses() {}

    /** The files by name. */
    public static Map<String, byte[]> files() {
        return Workflow.builtIn().content();
    }

    /** All steps, of which nothing is known but that they are there. */
    public static Map<String, StepFacts> steps() {
        return steps(FakeSteps.NAMES);
    }

    /** Steps of those names. */
    public static Map<String, StepFacts> steps(Collection<String> names) {
        return names.stream().collect(Collectors.toMap(name -> name, name -> StepFacts.NONE));
    }
}
