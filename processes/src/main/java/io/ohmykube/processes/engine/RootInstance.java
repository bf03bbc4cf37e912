package io.ohmykube.processes.engine;

import java.time.Instant;

/**
 * A process instance that no other one called.
 *
 * @param process id of the process definition, without its version
 * @param businessKey the cluster's name
 * @param state one of the engine's {@code HistoricProcessInstance.STATE_…}
 */
public record RootInstance(String id, String process, String businessKey, Instant started, String state) {}
