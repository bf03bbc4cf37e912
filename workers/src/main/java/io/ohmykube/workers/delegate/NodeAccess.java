package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.config.Role;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.Remote;

/** A node of a cluster, whose machine runs. */
record NodeAccess(Cluster cluster, NodeSpec spec, Role role, Machine machine, Remote remote) {
    String name() {
        return machine.name();
    }
}
