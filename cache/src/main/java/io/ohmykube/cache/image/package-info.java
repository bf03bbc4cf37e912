/**
 * Pulls images by the OCI distribution protocol, keeps them by digest, and writes them out as OCI archives.
 *
 * <p>Written here rather than taken from the ORAS Java SDK: that one (0.7.0) loads layers through memory (copying one
 * image of 110 MB took 300 MB and did not end within a heap of 96 MB), has no notion of one platform of an index or of a
 * mirror that is told the original registry ({@code ?ns=}), and brings 14 MB of further libraries, among them a second
 * Jackson.
 */
@NullMarked
package io.ohmykube.cache.image;

import org.jspecify.annotations.NullMarked;
