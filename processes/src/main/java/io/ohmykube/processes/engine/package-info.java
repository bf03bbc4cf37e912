/** The workflow engine, made small: its configuration, its database, its threads. No type of it leaves the module. */
@NullMarked
package io.ohmykube.processes.engine;

import org.jspecify.annotations.NullMarked;
