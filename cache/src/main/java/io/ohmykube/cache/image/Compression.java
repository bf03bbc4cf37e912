package io.ohmykube.cache.image;

/** How an archive or a layer is compressed. */
enum Compression {
    NONE(""),
    GZIP("+gzip"),
    ZSTD("+zstd");

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /** What the media type of such a layer ends with. */
    String suffix() {
        return suffix;
    }

    /** @param start the first four bytes, or fewer where there are no more */
    static Compression of(byte[] start) {
        if (begins(start, 0x1f, 0x8b)) {
            return GZIP;
        }
        return begins(start, 0x28, 0xb5, 0x2f, 0xfd) ? ZSTD : NONE;
    }

    private static boolean begins(byte[] start, int... magic) {
        if (start.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((start[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
