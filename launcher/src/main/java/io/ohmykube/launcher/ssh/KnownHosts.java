package io.ohmykube.launcher.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The host keys of one cluster's machines: a {@code known_hosts} file whose hosts are node names, since a machine keeps
 * its name and its key but not its address.
 */
final class KnownHosts {
    private final Path file;

    KnownHosts(Path file) {
        this.file = file;
    }

    /** The node's keys as {@code <type> <base64>}. */
    synchronized List<String> of(String node) {
        return lines().stream()
                .filter(line -> belongsTo(line, node))
                .map(line -> line.substring(node.length() + 1))
                .toList();
    }

    /** Makes these the node's only keys; lines are {@code <type> <base64> [comment]}. */
    synchronized void replace(String node, List<String> keys) {
        List<String> before = lines();
        List<String> after = new ArrayList<>(before);
        after.removeIf(line -> belongsTo(line, node));
        for (String key : keys) {
            String[] fields = key.strip().split("\\s+", 3);
            if (fields.length < 2) {
                throw new IllegalArgumentException("not a public key line: " + key);
            }
            after.add(node + " " + fields[0] + " " + fields[1]);
        }
        if (!after.equals(before)) {
            try {
                PrivateFile.write(file, after.isEmpty() ? "" : String.join("\n", after) + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException("cannot record host keys in " + file, e);
            }
        }
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read host keys from " + file, e);
        }
    }

    private static boolean belongsTo(String line, String node) {
        return line.startsWith(node + " ");
    }
}
