package io.ohmykube.cache.packages;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Where the files of a package go on a node, and that none of them goes anywhere else.
 *
 * @param directory from the node's root, without a slash at either end
 * @param program the name to give to a package that is one program, not an archive
 */
public record Placement(String directory, String program) {
    String ofProgram() {
        return directory + "/" + program;
    }

    /** The path on the node of an archive's entry. */
    String of(String entry) {
        if (entry.startsWith("/")) {
            throw unsafe("absolute path", entry);
        }
        return directory + "/" + String.join("/", resolve(List.of(), entry));
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
