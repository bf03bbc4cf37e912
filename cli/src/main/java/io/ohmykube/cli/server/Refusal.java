package io.ohmykube.cli.server;

import java.util.List;

/** A request cannot be served; its message is for whoever made the request, and tells nothing of the inside. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why; each kind has its HTTP status. */
    public enum Kind {
        INVALID(400),
        UNAUTHENTICATED(401),
        FORBIDDEN(403),
        NOT_FOUND(404),
        CONFLICT(409),
        BUSY(409),
        TOO_LARGE(413),
        TOO_MANY(429),
        FAILED(502),
        UNAVAILABLE(503);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private final Kind kind;
    private final transient List<String> details;

    public Refusal(Kind kind, String message) {
        this(kind, message, List.of());
    }

    /** @param details single problems, where there are several */
    public Refusal(Kind kind, String message, List<String> details) {
        super(message);
        this.kind = kind;
        this.details = List.copyOf(details);
    }

    public Kind kind() {
        return kind;
    }

    List<String> details() {
        return details;
    }
}
