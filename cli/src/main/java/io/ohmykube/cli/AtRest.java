package io.ohmykube.cli;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStatus;

/** Commands that change what runs need a cluster that does. */
final class AtRest {
    private AtRest() {}

    static void refuse(Cluster cluster) {
        if (cluster.status().phase() == ClusterStatus.Phase.STOPPED) {
            throw ExitException.badInput("cluster '" + cluster.name()
                    + "' is stopped; start it first with 'ohmykube --name " + cluster.name() + " start'");
        }
    }
}
