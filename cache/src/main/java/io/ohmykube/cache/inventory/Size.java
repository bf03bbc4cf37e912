package io.ohmykube.cache.inventory;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What artefacts take on the disk, each file once however many of them have it. */
final class Size {
    private final Map<Path, Integer> owners = new HashMap<>();
    private long bytes;

    Size(Collection<Item> items) {
        for (Item item : items) {
            for (Item.Part part : item.parts()) {
                if (owners.merge(part.file(), 1, Integer::sum) == 1) {
                    bytes += part.size();
                }
            }
        }
    }

    void without(Item item) {
        for (Item.Part part : item.parts()) {
            if (owners.merge(part.file(), -1, Integer::sum) == 0) {
                bytes -= part.size();
            }
        }
    }

    long bytes() {
        return bytes;
    }
}
