/** Machines listed by other tools, made into a cluster file. */
@NullMarked
package io.ohmykube.cli.inventory;

import org.jspecify.annotations.NullMarked;
