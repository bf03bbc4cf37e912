package io.ohmykube.workers.kubectl;

/**
 * How far a workload is.
 *
 * @param exists whether there is one of that name
 * @param desired pods wanted
 * @param available pods ready for long enough
 */
public record WorkloadStatus(boolean exists, int desired, int available) {
    /** Whether all that is wanted is there. A daemon set that no node matches is available. */
    public boolean isAvailable() {
        return exists && available >= desired;
    }
}
