/** Which processes new runs begin with: ours, and those of users in their place or beside them. */
@NullMarked
package io.ohmykube.processes.workflow;

import org.jspecify.annotations.NullMarked;
