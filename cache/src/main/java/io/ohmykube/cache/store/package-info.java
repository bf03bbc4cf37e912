/** Keeps files: locks across threads and processes, atomic replacement, digests, small YAML records. */
@NullMarked
package io.ohmykube.cache.store;

import org.jspecify.annotations.NullMarked;
