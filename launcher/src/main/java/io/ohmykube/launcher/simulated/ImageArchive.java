package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Reads the names and digests of the images out of an OCI archive, and lets the rest of it pass. */
final class ImageArchive {
    private static final int BLOCK = 512;
    private static final int INDEX_LIMIT = 1 << 20;

    private ImageArchive() {}

    /** Images by reference. Reads to the end. Throws {@link IOException} where there is no index. */
    static Map<String, String> images(InputStream archive) throws IOException {
        Map<String, String> images = null;
        for (byte[] header = archive.readNBytes(BLOCK);
                header.length == BLOCK && header[0] != 0;
                header = archive.readNBytes(BLOCK)) {
            String name = text(header, 0, 100).replaceFirst("^\\./", "");
            long size = size(header);
            long padded = (size + BLOCK - 1) / BLOCK * BLOCK;
            if (name.equals("index.json") && size <= INDEX_LIMIT) {
                images = index(archive.readNBytes((int) size));
                archive.skipNBytes(padded - size);
            } else {
                archive.skipNBytes(padded);
            }
        }
        archive.transferTo(OutputStream.nullOutputStream());
        if (images == null) {
            throw new IOException("unrecognized image format: no index.json");
        }
        return images;
    }

    private static Map<String, String> index(byte[] json) throws IOException {
        Map<String, String> images = new TreeMap<>();
        for (JsonNode manifest : Json.MAPPER.readTree(json).path("manifests")) {
            JsonNode annotations = manifest.path("annotations");
            String reference = annotations
                    .path("io.containerd.image.name")
                    .asText(annotations
                            .path("org.opencontainers.image.ref.name")
                            .asText(""));
            if (!reference.isEmpty()) {
                images.put(reference, manifest.path("digest").asText());
            }
        }
        return images;
    }

    /** Octal, or binary where the first bit is set, as for files of 8 GiB and more. */
    private static long size(byte[] header) {
        if ((header[124] & 0x80) != 0) {
            long size = header[124] & 0x7f;
            for (int i = 125; i < 136; i++) {
                size = (size << 8) | (header[i] & 0xff);
            }
            return size;
        }
        String octal = text(header, 124, 12).strip();
        return octal.isEmpty() ? 0 : Long.parseLong(octal, 8);
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.US_ASCII);
    }
}
