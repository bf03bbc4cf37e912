/** What has to be in the cache before a cluster can be made. */
@NullMarked
package io.ohmykube.workers.needs;

import org.jspecify.annotations.NullMarked;
