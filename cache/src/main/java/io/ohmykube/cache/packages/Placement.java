package io.ohmykube.cache.packages;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of a package go on a node, and that none of them goes anywhere else.
 *
 * @param directory from the node's root, without a slash at either end
 * @param program the name to give to a package that is one program, not an archive
 * @param only the one entry of the archive that is wanted, as {@code program}, or null for all
 */
public record Placement(String directory, String program, @Nullable String only) {
    /** For all entries of the archive. */
    public Placement(String directory, String program) {
        this(directory, program, null);
    }

    String ofProgram() {
        return directory + "/" + program;
    }

    /** The path on the node of an archive's entry. */
    String of(String entry) {
        String path = String.join("/", resolved(entry));
        return path.equals(only) ? ofProgram() : directory + "/" + path;
    }

    /** Whether this entry of an archive is wanted on the node. */
    boolean takes(String entry) {
        return only == null || only.equals(String.join("/", resolved(entry)));
    }

    private static List<String> resolved(String entry) {
        if (entry.startsWith("/")) {
            throw unsafe("absolute path", entry);
        }
        return resolve(List.of(), entry);
    }

    /** Refuses a symbolic link whose target is not within the package. */
    void checkLink(String entry, String target) {
        if (target.startsWith("/")) {
            throw unsafe("link to an absolute path", entry + " -> " + target);
        }
        List<String> parents = resolve(List.of(), entry);
        resolve(parents.subList(0, Math.max(0, parents.size() - 1)), target);
    }

    private static List<String> resolve(List<String> start, String path) {
        Deque<String> parts = new ArrayDeque<>(start);
        for (String part : path.split("/", -1)) {
            if ("..".equals(part)) {
                if (parts.pollLast() == null) {
                    throw unsafe("path that leaves the package", path);
                }
            } else if (!part.isEmpty() && !".".equals(part)) {
                parts.addLast(part);
            }
        }
        if (parts.isEmpty()) {
            throw unsafe("entry without a name", path);
        }
        return List.copyOf(parts);
    }

    private static CacheException unsafe(String what, String entry) {
        return new CacheException(Kind.INVALID, "the archive holds an unsafe entry, " + what + ": " + entry, null);
    }
}
