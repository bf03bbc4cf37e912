package io.ohmykube.workers.kubeadm;

import io.ohmykube.config.ClusterSpec;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.launcher.Machine;
import java.util.ArrayList;
import java.util.List;

/** Which of kubeadm's checks do not apply to a machine. */
final class PreflightErrors {
    /** GiB; kubeadm asks for 1700 MB of a control plane. */
    private static final int MEMORY_WANTED = 2;

    private static final int PROCESSORS_WANTED = 2;

    private PreflightErrors() {}

    static String ignored(ClusterSpec spec, NodeSpec node, Machine machine) {
        List<String> ignored = new ArrayList<>();
        boolean shared = machine.traits().sharedKernel();
        if (shared) {
            // The kernel's configuration cannot be read there, and bridges may have no such switch.
            ignored.add("SystemVerification");
            ignored.add("FileContent--proc-sys-net-bridge-bridge-nf-call-iptables");
        }
        if (shared || spec.enableSwap()) {
            ignored.add("Swap");
        }
        if (shared || node.resources().cpu() < PROCESSORS_WANTED) {
            ignored.add("NumCPU");
        }
        if (shared || node.resources().memory() < MEMORY_WANTED) {
            ignored.add("Mem");
        }
        return String.join(",", ignored);
    }
}
