package io.ohmykube.cli;

import io.ohmykube.cache.Architecture;
import io.ohmykube.config.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What this computer has. */
final class Host {
    private static final long KIB_PER_GIB = 1024L * 1024;
    private static final long BYTES_PER_GIB = 1024L * KIB_PER_GIB;

    private Host() {}

    /** What this host's machines most likely are, too. */
    static Architecture architecture() {
        return Architecture.of(System.getProperty("os.arch"));
    }

    static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Memory in GiB, rounded; empty where it cannot be told, as outside Linux. */
    static OptionalLong memory() {
        try {
            return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                    .filter(line -> line.startsWith("MemTotal:"))
                    .mapToLong(line -> Math.round(Long.parseLong(line.replaceAll("\\D", "")) / (double) KIB_PER_GIB))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Free space in GiB where OhMyKube keeps its files. */
    static long freeDisk(Home home) throws IOException {
        Path existing = home.root().toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return Files.getFileStore(existing).getUsableSpace() / BYTES_PER_GIB;
    }
}
