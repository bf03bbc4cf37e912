package io.ohmykube.workers.delegate;

import org.jspecify.annotations.Nullable;

/**
 * A step cannot go on until its process has repaired something. Becomes the BPMN error of that code where the step may
 * raise it, and is a failure for a person where it may not.
 */
final class RepairableException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;
    private final Origin origin;

    private enum Origin {
        FAILURE,
        LEFTOVER,
        CANCELLED
    }

    private RepairableException(String code, String message, @Nullable Throwable cause, Origin origin) {
        super(message, cause);
        this.code = code;
        this.origin = origin;
    }

    /** Something was tried and failed: counts against the limit of repairs. */
    static RepairableException failed(String code, String message, @Nullable Throwable cause) {
        return new RepairableException(code, message, cause, Origin.FAILURE);
    }

    /** Something was found that an earlier run has left behind; nothing was tried yet. */
    static RepairableException leftover(String code, String message) {
        return new RepairableException(code, message, null, Origin.LEFTOVER);
    }

    /** What was found was left behind by something that a person stopped: never a failure. */
    static RepairableException cancelled(String code, String message) {
        return new RepairableException(code, message, null, Origin.CANCELLED);
    }

    String code() {
        return code;
    }

    /** Whether it counts against the limit of repairs. {@code failedBefore}: the step has failed since it was last done. */
    boolean counts(boolean failedBefore) {
        return origin == Origin.FAILURE || (origin == Origin.LEFTOVER && failedBefore);
    }
}
