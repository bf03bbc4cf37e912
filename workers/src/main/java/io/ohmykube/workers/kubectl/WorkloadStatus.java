package io.ohmykube.workers.kubectl;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How far a workload is.
 *
 * @param exists whether there is one of that name
 * @param desired pods wanted
 * @param available pods ready for long enough, of the newest version of the workload
 */
public record WorkloadStatus(boolean exists, int desired, int available) {
    /** Whether all that is wanted is there. A daemon set that no node matches is available. */
    public boolean isAvailable() {
        return exists && available >= desired;
    }

    /** Reads the API's JSON of a deployment or a daemon set; blank for one that does not exist. */
    static WorkloadStatus of(String json) {
        if (json.isBlank()) {
            return new WorkloadStatus(false, 0, 0);
        }
        JsonNode object = NodeObjects.tree(json);
        JsonNode status = object.path("status");
        boolean daemonSet = object.path("kind").asText().equals("DaemonSet");
        int desired = daemonSet
                ? status.path("desiredNumberScheduled").asInt()
                : object.path("spec").path("replicas").asInt(1);
        int available = Math.min(
                status.path(daemonSet ? "numberAvailable" : "availableReplicas").asInt(),
                status.path(daemonSet ? "updatedNumberScheduled" : "updatedReplicas")
                        .asInt());
        boolean observed = status.path("observedGeneration").asLong()
                >= object.path("metadata").path("generation").asLong();
        // Until the controller has looked at it, the numbers are those of an older version, or none.
        return new WorkloadStatus(true, observed ? desired : Math.max(desired, 1), observed ? available : 0);
    }
}
