package io.ohmykube.launcher.container;

import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.exec.HostProgram;
import io.ohmykube.launcher.exec.HostResult;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The image that machines are made of, built once per recipe and kept.
 *
 * <p>On Debian and Ubuntu with mmdebstrap it is built from the host's own packages, since a host that can install
 * packages need not reach a registry; elsewhere from a base image. The first way that can work is the only one tried, so
 * that a host without a network fails at once.
 */
final class NodeImage {
    private static final Logger LOG = LoggerFactory.getLogger(NodeImage.class);
    private static final Duration TIMEOUT = Duration.ofMinutes(20);

    private final Engine engine;
    private final HostFacts host;
    private final Path directory;

    /** @param directory where the lock is, shared by all processes that build */
    NodeImage(Engine engine, HostFacts host, Path directory) {
        this.engine = engine;
        this.host = host;
        this.directory = directory;
    }

    String name() {
        return "localhost/ohmykube-node:" + Recipe.NODE_IMAGE.digest();
    }

    boolean isHere() {
        return engine.hasImage(name());
    }

    /** Throws {@link LauncherException} that says how to get the image where it is not here. */
    void require() {
        if (!isHere()) {
            throw new LauncherException(
                    "the node image " + name() + " is not on this computer, and --offline was given;"
                            + " bring it with 'ohmykube bundle load FILE'");
        }
    }

    void save(Path archive) {
        engine.program().withTimeout(TIMEOUT).require("save", "--output", archive.toString(), ensure());
    }

    void load(Path archive) {
        if (isHere()) {
            return;
        }
        engine.program().withTimeout(TIMEOUT).require("load", "--input", archive.toString());
        if (!isHere()) {
            throw new LauncherException(
                    "the bundle holds the node image of another version of ohmykube, and this one needs " + name()
                            + "; create the bundle with the version that loads it");
        }
    }

    /** Builds the image unless it is there; one process and one thread at a time. */
    synchronized String ensure() {
        String name = name();
        if (engine.hasImage(name)) {
            return name;
        }
        try {
            Files.createDirectories(directory);
            Path lock = directory.resolve("node-image.lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (held.isValid() && !engine.hasImage(name)) {
                    build(name);
                }
            }
        } catch (IOException e) {
            throw new LauncherException("cannot build the node image: " + e.getMessage(), e);
        }
        return name;
    }

    private void build(String name) throws IOException {
        String how = host.isRoot() && host.hasProgram("mmdebstrap") && host.hasProgram("apt-get") ? "packages" : "base";
        LOG.info("building the node image {} from {}, once", name, how);
        Path script = Files.createTempFile("ohmykube-node-image", ".sh");
        try {
            Files.writeString(script, Recipe.NODE_IMAGE.text());
            HostResult result = HostProgram.of("bash", script.toString())
                    .withTimeout(TIMEOUT)
                    .run(how, engine.name(), name);
            if (!result.succeeded()) {
                throw new LauncherException("cannot build the node image from " + how + " (exit code "
                        + result.exitCode() + ")\n" + lastLines(result.stderr()));
            }
        } finally {
            Files.deleteIfExists(script);
        }
    }

    private static String lastLines(String text) {
        String[] lines = text.strip().split("\n", -1);
        int from = Math.max(0, lines.length - 15);
        return String.join("\n", java.util.Arrays.copyOfRange(lines, from, lines.length));
    }
}
