package io.ohmykube.launcher.simulated;

import java.util.List;

/** The paths that kubeadm writes to. */
final class KubeadmFiles {
    static final String MANIFESTS = "/etc/kubernetes/manifests";
    static final String PKI = "/etc/kubernetes/pki";
    static final String CA = PKI + "/ca.crt";
    /** What all control planes of a cluster share besides, and what {@code kubeadm join} of one wants to find. */
    static final List<String> SHARED = List.of(
            PKI + "/ca.key",
            PKI + "/sa.pub",
            PKI + "/sa.key",
            PKI + "/front-proxy-ca.crt",
            PKI + "/front-proxy-ca.key",
            PKI + "/etcd/ca.crt",
            PKI + "/etcd/ca.key");

    static final String ADMIN_KUBECONFIG = "/etc/kubernetes/admin.conf";
    static final String KUBELET_KUBECONFIG = "/etc/kubernetes/kubelet.conf";
    static final String BOOTSTRAP_KUBECONFIG = "/etc/kubernetes/bootstrap-kubelet.conf";
    static final String KUBELET_CONFIG = "/var/lib/kubelet/config.yaml";
    static final String KUBELET_CONFIG_TEXT =
            """
            # simulated
            apiVersion: kubelet.config.k8s.io/v1beta1
            kind: KubeletConfiguration
            """;
    static final String KUBELET_FLAGS = "/var/lib/kubelet/kubeadm-flags.env";
    static final String ETCD = "/var/lib/etcd";
    static final String ETCD_DATA = ETCD + "/member";

    static final List<String> STATIC_PODS =
            List.of("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler");

    private KubeadmFiles() {}

    static String manifest(String staticPod) {
        return MANIFESTS + "/" + staticPod + ".yaml";
    }
}
