package io.ohmykube.processes.validation;

import java.util.Set;

/**
 * What processes may name.
 *
 * @param beans names of the delegates
 * @param processes ids of all processes deployed together
 * @param free names of the files that may run any code
 */
record Known(Set<String> beans, Set<String> processes, Set<String> free) {
    boolean mayRunCode(ProcessFile file) {
        return free.contains(file.name());
    }
}
