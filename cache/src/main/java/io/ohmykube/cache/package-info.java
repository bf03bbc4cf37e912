/** Packages, manifests and images: fetched once, verified, normalised, kept, and given out as streams. */
@NullMarked
package io.ohmykube.cache;

import org.jspecify.annotations.NullMarked;
