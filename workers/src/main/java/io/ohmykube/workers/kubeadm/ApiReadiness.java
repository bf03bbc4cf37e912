package io.ohmykube.workers.kubeadm;

import io.ohmykube.workers.kubectl.ApiUnavailableException;
import io.ohmykube.workers.kubectl.Kubectl;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for an API server that should be there. */
final class ApiReadiness {
    private static final long POLL_MILLIS = 500;

    private ApiReadiness() {}

    static void await(Kubectl kubectl, String node, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!kubectl.apiHealthy()) {
            if (System.nanoTime() > deadline) {
                throw new ApiUnavailableException(
                        node,
                        "this control plane was initialised, but is not ready after " + timeout.toSeconds() + " s",
                        null);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ApiUnavailableException(node, "interrupted while waiting for it", e);
            }
        }
    }
}
