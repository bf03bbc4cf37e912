package io.ohmykube.launcher;

/** A command printed more than is kept in memory and was cancelled. */
public final class OutputTooLargeException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public OutputTooLargeException(String node, String command, int limit) {
        super(node, "more than " + limit + " bytes on standard output of: " + command, null);
    }
}
