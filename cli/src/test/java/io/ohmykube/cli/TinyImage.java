package io.ohmykube.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Archives with one image of a few bytes, as {@code docker save} writes them, and fakes of programs that write them. */
final class TinyImage {
    private TinyImage() {}

    /** An archive with an image for this host. */
    static Path archive(Path file, String name, String content) throws IOException {
        return archive(file, name, content, Host.architecture().word());
    }

    static Path archive(Path file, String name, String content, String architecture) throws IOException {
        byte[] layer = bytes(content);
        byte[] config = bytes("{\"architecture\":\"%s\",\"os\":\"linux\",\"rootfs\":{\"diff_ids\":[\"sha256:%s\"]}}"
                .formatted(architecture, sha256(layer)));
        String configPath = sha256(config) + ".json";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            put(tar, "layer.tar", layer);
            put(tar, configPath, config);
            put(
                    tar,
                    "manifest.json",
                    bytes("[{\"Config\":\"%s\",\"RepoTags\":[\"%s\"],\"Layers\":[\"layer.tar\"]}]"
                            .formatted(configPath, name)));
        }
        return Files.write(file, bytes.toByteArray());
    }

    /** A program in {@code directory} that answers as Docker's is documented to, and has the image of that archive. */
    static void fakeRuntime(Path directory, String program, Path archive) throws IOException {
        Files.createDirectories(directory);
        Path file = Files.writeString(
                directory.resolve(program),
                "#!/bin/sh\nPATH='%s'\ncase \"$1\" in image) echo '[]' ;; save) cat '%s' ;; esac\n"
                        .formatted(System.getenv("PATH"), archive));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
