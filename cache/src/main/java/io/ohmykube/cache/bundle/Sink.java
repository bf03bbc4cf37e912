package io.ohmykube.cache.bundle;

import java.io.IOException;
import java.io.OutputStream;

/** Where a file of a bundle goes. */
interface Sink {
    /** Reads for the checksum only. */
    Sink NOTHING = OutputStream::nullOutputStream;

    OutputStream stream() throws IOException;

    /** All of it has come, and is what it should be. */
    default void sound() throws IOException {}

    /** Something else than {@link #sound} happened. */
    default void drop() {}
}
