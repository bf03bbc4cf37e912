/** The shell scripts that run on nodes, as resources {@code scripts/<name>.sh}. Knows no engine. */
@NullMarked
package io.ohmykube.workers.script;

import org.jspecify.annotations.NullMarked;
