package io.ohmykube.cli.team;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for other processes. */
final class Waiting {
    private static final long LOOK_MILLIS = 100;

    private Waiting() {}

    /** Returns false where it did not come true in that time. */
    static boolean until(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause(LOOK_MILLIS);
        }
        return true;
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
