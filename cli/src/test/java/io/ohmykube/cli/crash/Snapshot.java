package io.ohmykube.cli.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** What a kill left of a site, kept beside it, so that it can be gone on from more than once. */
final class Snapshot {
    private final Site site;
    private final Site kept;
    private final Path aside;

    private Snapshot(Site site) {
        this.site = site;
        Path directory = site.directory();
        this.kept = new Site(directory.resolveSibling(directory.getFileName() + "-kept"));
        this.aside = directory.resolveSibling(directory.getFileName() + "-aside");
        site.copyAll(kept);
    }

    static Snapshot of(Site site) {
        return new Snapshot(site);
    }

    /** What that gives in the site as it was then, at the same place. The site comes back as it is now. */
    <T> T replay(Supplier<T> run) {
        try {
            Files.move(site.directory(), aside);
            kept.copyAll(site);
            T result = run.get();
            site.remove();
            Files.move(aside, site.directory());
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove() {
        kept.remove();
    }
}
