package io.ohmykube.cache.inventory;

import io.ohmykube.config.Home;
import java.util.List;

/** What is in the cache of this machine. Other processes may fetch, use and clean at the same time. */
public interface Inventory {
    /** The inventory of the cache in {@code home}, which need not exist yet. */
    static Inventory in(Home home) {
        return LocalInventory.of(home.cache());
    }

    /** All artefacts, sorted by kind and name. */
    List<CacheEntry> entries();

    /** How much there is. */
    CacheStats stats();

    /**
     * Reads everything and compares it with what the records say.
     *
     * @param repair whether damaged and incomplete artefacts are removed, so that their next use fetches them again
     */
    List<Finding> verify(boolean repair);

    /**
     * Removes what the policy selects, and what nobody refers to any more. What another process is fetching just now, or
     * has used since it was looked at, stays.
     *
     * @throws io.ohmykube.cache.CacheException of kind STORAGE if something cannot be removed
     */
    Cleaned clean(CleaningPolicy policy);
}
