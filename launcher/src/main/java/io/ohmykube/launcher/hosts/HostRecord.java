package io.ohmykube.launcher.hosts;

import io.ohmykube.config.HostAccess;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.MachineTraits;
import io.ohmykube.launcher.SshEndpoint;
import java.util.List;

/**
 * What is kept of a machine while it is a node.
 *
 * @param address where other nodes reach it
 * @param hostKey the one that was confirmed at the first contact
 * @param owner what the machine was told whose node it is
 * @param leaving whether it has begun to be given back, so that it may refuse our key already
 */
record HostRecord(
        String cluster,
        String node,
        HostAccess host,
        String address,
        String hostKey,
        String owner,
        MachineTraits traits,
        boolean leaving) {
    Machine machine() {
        return new Machine(
                cluster,
                node,
                Machine.State.RUNNING,
                List.of(address),
                new SshEndpoint(host.address(), host.port(), host.user(), List.of(hostKey)),
                traits);
    }

    HostRecord beginningToLeave() {
        return new HostRecord(cluster, node, host, address, hostKey, owner, traits, true);
    }
}
