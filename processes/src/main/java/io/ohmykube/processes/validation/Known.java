package io.ohmykube.processes.validation;

import java.util.Set;

/**
 * What processes may name.
 *
 * @param beans names of the delegates
 * @param processes ids of all processes deployed together
 */
record Known(Set<String> beans, Set<String> processes) {}
