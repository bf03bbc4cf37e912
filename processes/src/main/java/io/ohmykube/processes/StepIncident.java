package io.ohmykube.processes;

import org.jspecify.annotations.Nullable;

/**
 * A step that has failed for good and waits for a person.
 *
 * @param step id of the service task
 * @param title name of the service task, for people
 * @param node the node or add-on it concerns; null where it concerns the cluster
 * @param message the first cause, for a person
 */
public record StepIncident(String step, String title, @Nullable String node, String message) {}
