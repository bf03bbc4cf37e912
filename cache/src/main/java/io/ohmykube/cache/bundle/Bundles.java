package io.ohmykube.cache.bundle;

import io.ohmykube.cache.Progress;
import io.ohmykube.cache.store.ArtefactLocks;
import io.ohmykube.cache.store.Yaml;
import io.ohmykube.config.Home;
import java.nio.file.Path;
import java.util.Map;

/** Writes bundles from the cache of this computer, checks them, and puts them into the cache. */
public final class Bundles {
    private final Path cache;
    private final ArtefactLocks locks;
    private final Yaml yaml = new Yaml();
    private final Progress progress;

    public Bundles(Home home, Progress progress) {
        this.cache = home.cache();
        this.locks = new ArtefactLocks(cache.resolve("locks"));
        this.progress = progress;
    }

    /**
     * Writes a bundle; the file appears when it is complete. The same contents give the same bytes.
     *
     * @throws io.ohmykube.cache.CacheException of kind CHECKSUM_MISMATCH if something in the cache is damaged, STORAGE if
     *     the file cannot be written
     */
    public BundleSummary create(Path file, BundleContents contents) {
        return locks.sharing(ArtefactLocks.BLOBS, () -> new BundleWriter(cache, yaml, progress).write(file, contents));
    }

    /**
     * Reads a bundle through and compares every file with its checksum.
     *
     * @throws io.ohmykube.cache.CacheException of kind CHECKSUM_MISMATCH if it is damaged, incomplete, of another format,
     *     or holds what it should not
     */
    public BundleSummary verify(Path file) {
        return new BundleReader(yaml, progress)
                .read(file, "checking", contents -> Sink.NOTHING)
                .summary();
    }

    /**
     * Puts the contents into the cache. What is there already stays; nothing of an unsound bundle becomes visible.
     *
     * @param nodeImages an empty directory for archives of what machines are made of; those of other launchers too
     * @return what the bundle holds, and where its node images were put, by launcher
     * @throws io.ohmykube.cache.CacheException as {@link #verify}, or of kind STORAGE if the cache cannot be written
     */
    public Loaded load(Path file, Path nodeImages) {
        return locks.sharing(
                ArtefactLocks.BLOBS, () -> new BundleLoad(cache, nodeImages, locks, yaml).of(file, progress));
    }

    /** What was loaded. */
    public record Loaded(BundleSummary summary, Map<String, Path> nodeImages) {}
}
