package io.ohmykube.cache.store;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/** Takes the fingerprint of what passes through. */
final class FingerprintStream extends FilterOutputStream {
    private final Sha256 sha256 = new Sha256();
    private final CRC32C crc = new CRC32C();
    private long size;

    FingerprintStream(OutputStream out) {
        super(out);
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
