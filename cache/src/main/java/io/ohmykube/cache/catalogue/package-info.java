/** Reads the catalogue file: versions, addresses and placement of packages, tags of images. */
@NullMarked
package io.ohmykube.cache.catalogue;

import org.jspecify.annotations.NullMarked;
