package io.ohmykube.workers.kubeadm;

import io.ohmykube.workers.kubectl.ApiUnavailableException;
import io.ohmykube.workers.kubectl.Kubectl;
import io.ohmykube.workers.kubectl.Patience;

/** Waits for an API server that should be there. */
final class ApiReadiness {
    private ApiReadiness() {}

    static void await(Kubectl kubectl, String node, Patience patience) {
        long deadline = System.nanoTime() + patience.limit().toNanos();
        while (!kubectl.apiHealthy()) {
            if (System.nanoTime() > deadline) {
                throw new ApiUnavailableException(
                        node,
                        "this control plane was initialised, but is not ready after "
                                + patience.limit().toSeconds() + " s",
                        null);
            }
            try {
                Thread.sleep(patience.interval().toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ApiUnavailableException(node, "interrupted while waiting for it", e);
            }
        }
    }
}
