package io.ohmykube.cache.inventory;

import io.ohmykube.cache.store.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The files that artefacts consist of, for who takes them elsewhere. */
public final class Contents {
    private Contents() {}

    /**
     * A file.
     *
     * @param digest null for records, which are as they are
     * @param size 0 for records
     */
    public record File(Path file, @Nullable String digest, long size) {}

    /**
     * The files of these artefacts, those that images share more than once.
     *
     * @param cache directory of the cache
     */
    public static List<File> of(Path cache, Yaml yaml, Predicate<CacheEntry> wanted) {
        List<File> files = new ArrayList<>();
        for (Item item : new Records(cache, yaml).items()) {
            if (wanted.test(item.entry())) {
                item.parts().forEach(part -> files.add(new File(part.file(), part.digest(), part.size())));
                files.add(new File(item.record(), null, 0));
            }
        }
        return files;
    }
}
