package io.ohmykube.processes;

/** The unfinished run of a cluster is in the database of a server that does not run. */
public final class ServedRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ServedRunException(String cluster) {
        super("the unfinished run of cluster '" + cluster
                + "' is in the database of a server: start 'ohmykube serve', which goes on with it");
    }
}
