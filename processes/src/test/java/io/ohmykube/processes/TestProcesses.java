package io.ohmykube.processes;

import io.ohmykube.processes.workflow.Workflow;
import java.util.Map;
import java.util.Set;

/** Our processes, for tests in other packages. */
public final class TestProcesses {
    private TestProcesses() {}

    /** The files by name. */
    public static Map<String, byte[]> files() {
        return Workflow.builtIn().content();
    }

    /** The names of all delegates. */
    public static Set<String> beans() {
        return Set.copyOf(FakeSteps.NAMES);
    }
}
