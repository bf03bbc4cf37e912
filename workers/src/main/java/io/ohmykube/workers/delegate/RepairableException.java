package io.ohmykube.workers.delegate;

import org.jspecify.annotations.Nullable;

/**
 * A step cannot go on until its process has repaired something. Becomes the BPMN error of that code where the step may
 * raise it, and is a failure for a person where it may not.
 */
final class RepairableException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;
    private final boolean failure;

    private RepairableException(String code, String message, @Nullable Throwable cause, boolean failure) {
        super(message, cause);
        this.code = code;
        this.failure = failure;
    }

    /** Something was tried and failed: counts against the limit of repairs. */
    static RepairableException failed(String code, String message, @Nullable Throwable cause) {
        return new RepairableException(code, message, cause, true);
    }

    /** Something was found that an earlier run has left behind; nothing was tried yet. */
    static RepairableException leftover(String code, String message) {
        return new RepairableException(code, message, null, false);
    }

    String code() {
        return code;
    }

    boolean isFailure() {
        return failure;
    }
}
