package io.ohmykube.processes.validation;

import io.ohmykube.workers.contract.StepFacts;
import java.util.Map;
import java.util.Set;

/**
 * What processes may name.
 *
 * @param steps by the names of their delegates
 * @param processes ids of all processes deployed together
 * @param given the variables that calls of a process hand to it, by its id; none for one that nothing calls
 * @param free names of the files that may run any code
 */
record Known(Map<String, StepFacts> steps, Set<String> processes, Map<String, Set<String>> given, Set<String> free) {
    boolean mayRunCode(ProcessFile file) {
        return free.contains(file.name());
    }
}
