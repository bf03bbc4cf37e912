/** The crash harness: kills operations at every step, goes on, and compares with what an undisturbed run makes. */
@NullMarked
package io.ohmykube.cli.crash;

import org.jspecify.annotations.NullMarked;
