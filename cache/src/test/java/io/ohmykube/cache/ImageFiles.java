package io.ohmykube.cache;

import io.ohmykube.cache.store.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Archives of images, made file by file. */
final class ImageFiles {
    private static final String LINK = "link to ";

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    /** An image of one architecture, whose layers are any bytes. */
    record Image(String architecture, List<byte[]> layers) {
        static Image of(String architecture, String... layers) {
            return new Image(
                    architecture,
                    List.of(layers).stream()
                            .map(text -> text.getBytes(StandardCharsets.UTF_8))
                            .toList());
        }

        byte[] config() {
            return bytes("{\"architecture\":\"" + architecture + "\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\","
                    + "\"diff_ids\":"
                    + layers.stream()
                            .map(layer -> '"' + Sha256.of(layer) + '"')
                            .collect(Collectors.joining(",", "[", "]"))
                    + "}}");
        }

        byte[] manifest() {
            String parts = layers.stream()
                    .map(layer -> descriptor("application/vnd.oci.image.layer.v1.tar", layer, ""))
                    .collect(Collectors.joining(",", "[", "]"));
            return bytes("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":"
                    + descriptor("application/vnd.oci.image.config.v1+json", config(), "") + ",\"layers\":" + parts
                    + "}");
        }

        /** What an index says of it. */
        String entry(String more) {
            return descriptor("application/vnd.oci.image.manifest.v1+json", manifest(), more);
        }

        String platform() {
            return ",\"platform\":{\"os\":\"linux\",\"architecture\":\"" + architecture + "\"}";
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String hex(byte[] content) {
        return Sha256.of(content).substring("sha256:".length());
    }

    static String descriptor(String type, byte[] content, String more) {
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + Sha256.of(content) + "\",\"size\":" + content.length
                + more + "}";
    }

    static byte[] index(String... entries) {
        return bytes("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":["
                + String.join(",", entries) + "]}");
    }

    static String named(String name) {
        return ",\"annotations\":{\"io.containerd.image.name\":\"" + name + "\"}";
    }

    ImageFiles put(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    ImageFiles link(String path, String target) {
        return put(path, bytes(LINK + target));
    }

    ImageFiles blob(byte[] content) {
        return put("blobs/sha256/" + hex(content), content);
    }

    /** Manifest, configuration and layers. */
    ImageFiles blobs(Image image) {
        blob(image.manifest()).blob(image.config());
        image.layers().forEach(this::blob);
        return this;
    }

    byte[] tar() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                String content = new String(file.getValue(), StandardCharsets.UTF_8);
                if (content.startsWith(LINK)) {
                    TarArchiveEntry link = new TarArchiveEntry(file.getKey(), TarConstants.LF_SYMLINK);
                    link.setLinkName(content.substring(LINK.length()));
                    tar.putArchiveEntry(link);
                } else {
                    TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                    entry.setSize(file.getValue().length);
                    tar.putArchiveEntry(entry);
                    tar.write(file.getValue());
                }
                tar.closeArchiveEntry();
            }
            tar.finish();
        } catch (IOException inMemory) {
            throw new IllegalStateException(inMemory);
        }
        return bytes.toByteArray();
    }

    /** The files of a tar by path. */
    static Map<String, byte[]> read(InputStream in) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            files.put(entry.getName(), tar.readAllBytes());
        }
        return files;
    }
}
