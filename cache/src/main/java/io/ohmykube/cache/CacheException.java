package io.ohmykube.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something could not be fetched, verified or kept. The message names the URL and says what would help. */
public final class CacheException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whether trying again may help. */
    public enum Kind {
        /** The other side did not answer or said it is busy (429, 5xx). May help. */
        UNAVAILABLE,
        /** The other side says there is no such thing (404), or refuses us (401, 403). */
        NOT_FOUND,
        /** The bytes are not those that were published. */
        CHECKSUM_MISMATCH,
        /** This host cannot keep it: disk full, no permission. */
        STORAGE,
        /** What was asked for makes no sense: an unknown package, a malformed reference. */
        INVALID
    }

    private final Kind kind;
    private final transient @Nullable Duration retryAfter;

    public CacheException(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, cause, null);
    }

    /** @param retryAfter what {@link #retryAfter()} says */
    public CacheException(Kind kind, String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    /**
     * How long to wait before trying the same again at once: zero where the other side did not say, null where it is no
     * use.
     */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    public Kind kind() {
        return kind;
    }
}
