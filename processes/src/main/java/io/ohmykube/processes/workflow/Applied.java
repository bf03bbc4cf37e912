package io.ohmykube.processes.workflow;

import org.jspecify.annotations.Nullable;

/**
 * What was settled when a file was applied.
 *
 * @param replaced SHA-256 of our process that it replaced then; null where it replaced none
 * @param scripts whether it may run any code
 */
record Applied(@Nullable String replaced, boolean scripts) {}
