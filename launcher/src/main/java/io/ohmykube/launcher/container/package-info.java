/** Machines that are containers with systemd and an SSH server, run by Podman or Docker on this host. */
@NullMarked
package io.ohmykube.launcher.container;

import org.jspecify.annotations.NullMarked;
