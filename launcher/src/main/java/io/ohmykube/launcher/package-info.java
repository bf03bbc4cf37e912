/** Where machines come from ({@link io.ohmykube.launcher.Launcher}) and how they are reached ({@link io.ohmykube.launcher.Remote}). */
@NullMarked
package io.ohmykube.launcher;

import org.jspecify.annotations.NullMarked;
