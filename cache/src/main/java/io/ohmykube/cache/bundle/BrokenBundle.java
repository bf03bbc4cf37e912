package io.ohmykube.cache.bundle;

import org.jspecify.annotations.Nullable;

/** A bundle is not what it should be; the message continues a sentence about it. */
final class BrokenBundle extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenBundle(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
