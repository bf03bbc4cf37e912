/** The command line: one class per command, and {@link io.ohmykube.cli.Main}, which wires everything together. */
@NullMarked
package io.ohmykube.cli;

import org.jspecify.annotations.NullMarked;
