package io.ohmykube.cli.view;

import org.jspecify.annotations.Nullable;

/**
 * A step that failed for good.
 *
 * @param node the node or add-on; null where the step concerns the cluster
 * @param title the step, for people
 * @param cause the first cause
 * @param log the file that holds more; null where there is none
 */
public record Failure(@Nullable String node, String title, String cause, @Nullable String log) {}
