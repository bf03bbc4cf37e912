package io.ohmykube.cache.store;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/** Takes the fingerprint of what passes through. */
final class FingerprintStream extends FilterOutputStream {
    private final Sha256 sha256;
    private final CRC32C crc;
    private long size;

    FingerprintStream(OutputStream out) {
        this(out, new Sha256(), new CRC32C(), 0);
    }

    private FingerprintStream(OutputStream out, Sha256 sha256, CRC32C crc, long size) {
        super(out);
        this.sha256 = sha256;
        this.crc = crc;
        this.size = size;
    }

    /** Goes on with another stream; this one is not to be used any more. */
    FingerprintStream onto(OutputStream other) {
        return new FingerprintStream(other, sha256, crc, size);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        sha256.update(bytes, offset, length);
        crc.update(bytes, offset, length);
        size += length;
    }

    Fingerprint fingerprint() {
        return new Fingerprint(sha256.digest(), size, crc.getValue());
    }
}
