/** Has images and packages looked through for known vulnerabilities, by a scanner of this host. */
@NullMarked
package io.ohmykube.cache.scan;

import org.jspecify.annotations.NullMarked;
