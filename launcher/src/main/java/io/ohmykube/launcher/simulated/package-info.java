/** A launcher of machines that are not there: in-process SSH servers that behave like nodes, with their state on disk. */
@NullMarked
package io.ohmykube.launcher.simulated;

import org.jspecify.annotations.NullMarked;
