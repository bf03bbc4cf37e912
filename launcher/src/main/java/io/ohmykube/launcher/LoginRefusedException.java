package io.ohmykube.launcher;

import org.jspecify.annotations.Nullable;

/** The machine answered and refused our key, our user or every cipher we accept. Never retried. */
public final class LoginRefusedException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public LoginRefusedException(String node, String message, @Nullable Throwable cause) {
        super(node, message, cause);
    }
}
