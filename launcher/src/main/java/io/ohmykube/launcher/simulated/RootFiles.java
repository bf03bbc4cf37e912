package io.ohmykube.launcher.simulated;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A machine's file system: real files under a directory of the host, addressed by absolute paths within it. */
final class RootFiles {
    /** Bytes kept of a file; what is longer, as packages are, is only pretended to be there. */
    static final int KEPT = 1 << 20;

    private final Path root;

    RootFiles(Path root) {
        this.root = root;
    }

    /** Where a path of the machine is on the host. Throws {@link IllegalArgumentException} for one outside of it. */
    Path resolve(String path) {
        Path resolved = root.resolve("./" + path).normalize();
        if (!resolved.startsWith(root)) {
            throw new IllegalArgumentException("not a path of a simulated machine: " + path);
        }
        return resolved;
    }

    boolean exists(String path) {
        return Files.exists(resolve(path));
    }

    boolean isFile(String path) {
        return Files.isRegularFile(resolve(path));
    }

    boolean isDirectory(String path) {
        return Files.isDirectory(resolve(path));
    }

    /** Whether a program of that name is where programs are looked for. */
    boolean hasProgram(String name) {
        return Stream.of("/usr/bin/", "/usr/local/bin/", "/usr/sbin/", "/bin/", "/usr/local/sbin/", "/sbin/")
                .anyMatch(directory -> exists(directory + name));
    }

    byte[] bytes(String path) throws IOException {
        return Files.readAllBytes(resolve(path));
    }

    String text(String path) throws IOException {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    void write(String path, String content) throws IOException {
        KillSafeFile.write(resolve(path), content.getBytes(StandardCharsets.UTF_8));
    }

    /** Keeps the first {@link #KEPT} bytes and drains the rest. Returns how many bytes there were. */
    long receive(String path, InputStream content) throws IOException {
        byte[] head = content.readNBytes(KEPT);
        KillSafeFile.write(resolve(path), head);
        return head.length + content.transferTo(OutputStream.nullOutputStream());
    }

    void move(String from, String to) throws IOException {
        Files.createDirectories(Objects.requireNonNull(resolve(to).getParent()));
        Files.move(resolve(from), resolve(to), StandardCopyOption.REPLACE_EXISTING);
    }

    void makeDirectory(String path) throws IOException {
        Files.createDirectories(resolve(path));
    }

    /** The names in a directory, sorted, those that begin with a dot left out; empty where there is none. */
    List<String> names(String path) throws IOException {
        if (!isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(resolve(path))) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** Removes a file, or a directory with all in it. Nothing happens where there is none. */
    void remove(String path) throws IOException {
        removeTree(resolve(path));
    }

    static void removeTree(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path entry : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        }
    }
}
