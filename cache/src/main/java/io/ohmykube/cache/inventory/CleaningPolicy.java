package io.ohmykube.cache.inventory;

import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What to remove. Without any rule: only what nobody refers to, such as remains of interrupted downloads.
 *
 * @param olderThan remove what was not used for so long; null for no such rule
 * @param maxSize remove what was used longest ago until the cache is at most so large, in bytes; null for no such rule
 * @param needed what no rule may remove; where there is no other rule, all the rest is removed. Null for no such limit
 * @param dryRun whether only to say what would be removed
 */
public record CleaningPolicy(
        @Nullable Duration olderThan, @Nullable Long maxSize, @Nullable Predicate<CacheEntry> needed, boolean dryRun) {
    boolean mayRemove(CacheEntry entry) {
        return needed == null || !needed.test(entry);
    }

    /** Whether everything that is not needed goes. */
    boolean removesAllUnneeded() {
        return needed != null && olderThan == null && maxSize == null;
    }
}
