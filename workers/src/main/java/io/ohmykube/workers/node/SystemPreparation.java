package io.ohmykube.workers.node;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.Networking;
import io.ohmykube.launcher.CommandFailedException;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.Remote;
import io.ohmykube.workers.script.Resources;
import io.ohmykube.workers.script.Script;
import java.time.Duration;
import java.util.List;

/** Swap, kernel modules, sysctls, host name and name resolution. */
final class SystemPreparation {
    /** Files of our own, beside those of others: what others put there stays. */
    private static final List<NodeFile> AT_EVERY_START = List.of(
            new NodeFile("/etc/modules-load.d/ohmykube.conf", Resources.text("/node/modules.conf")),
            new NodeFile("/etc/sysctl.d/99-ohmykube.conf", Resources.text("/node/sysctl.conf")));

    private static final NodeFile IPVS_AT_EVERY_START =
            new NodeFile("/etc/modules-load.d/ohmykube-ipvs.conf", Resources.text("/node/modules-ipvs.conf"));

    /** Packages of the system may have to be fetched. */
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private static final Script SCRIPT = new Script("prepare-system");
    private static final int UNFIT = 3;
    private static final Script PROXY = new Script("prepare-proxy");

    private SystemPreparation() {}

    static String apply(Remote remote, Machine machine, Cluster cluster) {
        boolean shared = machine.traits().sharedKernel();
        Changes changes = new Changes();
        String proxy = cluster.spec().networking().proxyMode();
        if (!shared) {
            changes.add(NodeFiles.ensure(remote, AT_EVERY_START));
            if (proxy.equals(Networking.IPVS)) {
                changes.add(NodeFiles.ensure(remote, List.of(IPVS_AT_EVERY_START)));
            }
        }
        changes.printed(remote.execute(SCRIPT.with(
                                machine.name(),
                                machine.addresses().get(0),
                                shared ? "shared-kernel" : "own-kernel",
                                cluster.spec().enableSwap() ? "swap-on" : "swap-off")
                        .withTimeout(TIMEOUT))
                .stdout());
        if (!proxy.equals(Networking.IPTABLES)) {
            changes.printed(prepareProxy(remote, machine, proxy));
        }
        return changes.summary();
    }

    private static String prepareProxy(Remote remote, Machine machine, String mode) {
        try {
            return remote.execute(PROXY.with(mode, machine.traits().sharedKernel() ? "shared-kernel" : "own-kernel"))
                    .stdout();
        } catch (CommandFailedException e) {
            if (e.exitCode() == UNFIT) {
                throw new UnfitKernelException(
                        machine.name() + ": " + e.stderrTail().strip(), e);
            }
            throw e;
        }
    }
}
