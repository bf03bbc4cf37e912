package io.ohmykube.launcher;

/** The machine showed another key than the one recorded when it was made. Never retried. */
public final class HostKeyMismatchException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public HostKeyMismatchException(String node, String message) {
        super(node, message, null);
    }
}
