/** Reads bytes from where they are published, or from a mirror of it, and says precisely why it could not. */
@NullMarked
package io.ohmykube.cache.fetch;

import org.jspecify.annotations.NullMarked;
