package io.ohmykube.cache;

/** Is told how far downloads are. Called from several threads at once; what is in the cache already is not told. */
public interface Progress {
    /** Tells nobody. */
    Progress NONE = (what, bytes) -> Transfer.NONE;

    /**
     * A download begins.
     *
     * @param what is downloaded, for people: {@code kubelet 1.33.0 amd64}, or the name of an image
     * @param bytes in all, or -1 if the other side does not say
     */
    Transfer begin(String what, long bytes);

    /** One download: a package, or an image with all its layers. */
    interface Transfer extends AutoCloseable {
        /** Tells nobody. */
        Transfer NONE = new Transfer() {
            @Override
            public void advance(long bytes) {}

            @Override
            public void close() {}
        };

        /** So many bytes more have come; negative where bytes that had come must be fetched again. */
        void advance(long bytes);

        /** The download has ended, well or not. */
        @Override
        void close();
    }
}
