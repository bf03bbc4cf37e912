/** Takes what a cluster needs to another computer in one file: written, checked and read as a stream. */
@NullMarked
package io.ohmykube.cache.bundle;

import org.jspecify.annotations.NullMarked;
