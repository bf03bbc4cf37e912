/** What the cache promises. */
@NullMarked
package io.ohmykube.cache;

import org.jspecify.annotations.NullMarked;
