package io.ohmykube.workers.kubectl;

import io.ohmykube.launcher.CommandFailedException;
import java.time.Duration;

/** A time in which the API server does not answer. It begins when it is made. */
final class Outage {
    private final Patience patience;
    private final CommandFailedException first;
    private final long began = System.nanoTime();

    Outage(Patience patience, CommandFailedException first) {
        this.patience = patience;
        this.first = first;
    }

    /**
     * Waits before the next look.
     *
     * @throws ApiUnavailableException when it has lasted too long, or the thread is interrupted
     */
    void sitOut() {
        Duration lasted = Duration.ofNanos(System.nanoTime() - began);
        if (lasted.compareTo(patience.limit()) >= 0) {
            String told = first.stderrTail()
                    + (patience.limit().isZero() ? "" : " (looked again and again for " + lasted.toSeconds() + " s)");
            throw new ApiUnavailableException(first.node(), told, first);
        }
        try {
            Thread.sleep(patience.interval().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiUnavailableException(first.node(), "interrupted while waiting for it", e);
        }
    }
}
