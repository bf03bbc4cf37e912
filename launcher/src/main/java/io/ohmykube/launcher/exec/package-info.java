/** Runs programs on the host, for launchers that drive a tool. */
@NullMarked
package io.ohmykube.launcher.exec;

import org.jspecify.annotations.NullMarked;
