package io.ohmykube.workers.kubeadm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ohmykube.config.ClusterSpec;
import io.ohmykube.launcher.MachineTraits;

/** The kubelets' configuration, the same for all nodes of a cluster. */
record KubeletSettings(ClusterSpec spec, KubernetesVersion version, MachineTraits traits) {

    ObjectNode document() {
        ObjectNode kubelet = JsonNodeFactory.instance.objectNode();
        kubelet.put("apiVersion", "kubelet.config.k8s.io/v1beta1");
        kubelet.put("kind", "KubeletConfiguration");
        kubelet.put("cgroupDriver", traits.cgroupfs() ? "cgroupfs" : "systemd");
        kubelet.put("resolvConf", "/etc/ohmykube/resolv.conf");
        // Looks at itself often, so that a node is ready as soon as its network is, and tells the API server only news.
        kubelet.put("nodeStatusUpdateFrequency", "2s");
        kubelet.put("nodeStatusReportFrequency", "5m0s");
        if (traits.sharedKernel() || spec.enableSwap()) {
            kubelet.put("failSwapOn", false);
        }
        if (spec.enableSwap()) {
            kubelet.putObject("memorySwap").put("swapBehavior", "LimitedSwap");
            if (version.gatesSwap()) {
                kubelet.putObject("featureGates").put("NodeSwap", true);
            }
        }
        if (traits.sharedKernel()) {
            ignoreTheHostsDisk(kubelet);
        }
        return kubelet;
    }

    /** The disk is the host's: how full it is says nothing about the node. */
    private static void ignoreTheHostsDisk(ObjectNode kubelet) {
        kubelet.put("imageGCHighThresholdPercent", 100);
        kubelet.putObject("evictionHard")
                .put("nodefs.available", "0%")
                .put("nodefs.inodesFree", "0%")
                .put("imagefs.available", "0%");
    }
}
