/** Turns upstream's archives and programs into verified .tar.zst files laid out from a node's root. */
@NullMarked
package io.ohmykube.cache.packages;

import org.jspecify.annotations.NullMarked;
