package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.config.Role;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.Remote;
import io.ohmykube.workers.kubectl.Kubectl;
import io.ohmykube.workers.kubectl.Patience;

/** A node of a cluster, whose machine runs. */
record NodeAccess(Cluster cluster, NodeSpec spec, Role role, Machine machine, Remote remote, Patience patience) {
    /** The cluster's API, of a control plane. */
    Kubectl kubectl() {
        return kubectl(patience);
    }

    Kubectl kubectl(Patience other) {
        return new Kubectl(remote, other);
    }

    String name() {
        return machine.name();
    }
}
