package io.ohmykube.cache.inventory;

import java.nio.file.Path;

/**
 * Something in the cache that is not as it should be.
 *
 * @param what the artefact or the file, for people
 * @param file where it lies
 * @param repaired whether it was removed, so that the next use fetches it again
 */
public record Finding(Problem problem, String what, Path file, boolean repaired) {
    /** What is wrong. */
    public enum Problem {
        /** The content is not what was put there. */
        DAMAGED,
        /** The record is there, the content is not. */
        MISSING,
        /** The content is there and no record refers to it; harmless, and removed by cleaning. */
        STRAY
    }

    /** Whether an artefact is not usable as it is. */
    public boolean isDamage() {
        return problem != Problem.STRAY;
    }
}
