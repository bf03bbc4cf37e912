/**
 * Machines that are virtual machines of Lima, driven by {@code limactl} only: a {@code LIMA_HOME} of our own, so that
 * nobody else's instances are ever seen, and a record of each instance that we made.
 */
@NullMarked
package io.ohmykube.launcher.lima;

import org.jspecify.annotations.NullMarked;
