/** How the nodes of a cluster are right now, found without changing anything. */
@NullMarked
package io.ohmykube.workers.health;

import org.jspecify.annotations.NullMarked;
