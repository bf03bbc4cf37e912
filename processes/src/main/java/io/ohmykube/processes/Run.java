package io.ohmykube.processes;

import java.time.Instant;

/**
 * One run of a process on a cluster.
 *
 * @param id id of the root process instance
 * @param process id of the process definition, for example {@code cluster-up}
 */
public record Run(String id, String process, String cluster, Instant started) {}
