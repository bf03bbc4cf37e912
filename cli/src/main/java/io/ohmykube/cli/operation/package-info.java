/** Runs one operation on one cluster from the lock to the result. Wires the modules together; knows no command line. */
@NullMarked
package io.ohmykube.cli.operation;

import org.jspecify.annotations.NullMarked;
