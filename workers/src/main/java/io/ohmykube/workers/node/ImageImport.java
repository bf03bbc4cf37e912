package io.ohmykube.workers.node;

import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.Cache;
import io.ohmykube.cache.CachedImage;
import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.Remote;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings images to a node's containerd. */
final class ImageImport {
    private static final Duration TIMEOUT = Duration.ofMinutes(15);

    private final Cache cache;

    ImageImport(Cache cache) {
        this.cache = cache;
    }

    String apply(Remote remote, Collection<String> references, Architecture architecture) {
        Set<String> there = present(remote);
        List<CachedImage> missing = references.stream()
                .distinct()
                .map(reference -> cache.ensureImage(reference, architecture))
                .filter(image -> !there.contains(image.reference() + " " + image.digest()))
                .toList();
        if (missing.isEmpty()) {
            return "nothing to change";
        }
        remote.execute(Command.of("ctr", "-n", "k8s.io", "images", "import", "-")
                .withStdin(out -> cache.writeArchive(missing, out))
                .withTimeout(TIMEOUT));
        return "imported " + missing.size() + (missing.size() == 1 ? " image" : " images");
    }

    /** What containerd has, as {@code reference digest}: the first and third column, under a line of titles. */
    private static Set<String> present(Remote remote) {
        return remote.execute(Command.of("ctr", "-n", "k8s.io", "images", "ls"))
                .stdout()
                .lines()
                .skip(1)
                .map(line -> line.split("\\s+"))
                .filter(columns -> columns.length > 2)
                .map(columns -> columns[0] + " " + columns[2])
                .collect(Collectors.toSet());
    }
}
