package io.ohmykube.cli;

import io.ohmykube.cache.inventory.CacheEntry;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of what is kept, by the words that users write. */
enum CacheEntryKind {
    PACKAGES(CacheEntry.Kind.PACKAGE),
    IMAGES(CacheEntry.Kind.IMAGE),
    MANIFESTS(CacheEntry.Kind.MANIFEST);

    private final CacheEntry.Kind kind;

    CacheEntryKind(CacheEntry.Kind kind) {
        this.kind = kind;
    }

    CacheEntry.Kind kind() {
        return kind;
    }

    String plural() {
        return kind.word() + "s";
    }

    /** Null for null. */
    static @Nullable CacheEntryKind of(CacheEntry.@Nullable Kind kind) {
        return Arrays.stream(values())
                .filter(value -> value.kind == kind)
                .findFirst()
                .orElse(null);
    }

    /** Throws {@link ExitException} naming the kinds there are. */
    static CacheEntryKind ofWord(String word) {
        return Arrays.stream(values())
                .filter(value ->
                        value.plural().equals(word) || value.kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> ExitException.badInput("'" + word + "' is nothing that is kept; there are "
                        + Arrays.stream(values()).map(CacheEntryKind::plural).collect(Collectors.joining(", "))));
    }
}
