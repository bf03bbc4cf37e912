/** Runs an operation on one cluster as a durable workflow, guards it against a second one, and records its progress. */
@NullMarked
package io.ohmykube.processes;

import org.jspecify.annotations.NullMarked;
