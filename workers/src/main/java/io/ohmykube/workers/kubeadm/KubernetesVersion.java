package io.ohmykube.workers.kubeadm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version as {@code v1.33.0}, for what changes with it. The major version is 1. */
record KubernetesVersion(String text, int minor) {
    private static final Pattern FORM = Pattern.compile("v1\\.(\\d+)\\.\\d+.*");

    static KubernetesVersion of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a version of Kubernetes such as v1.33.0");
        }
        return new KubernetesVersion(text, Integer.parseInt(matcher.group(1)));
    }

    /** The newest kubeadm API that this version reads and does not call deprecated. */
    String kubeadmApi() {
        if (minor < 22) {
            return "kubeadm.k8s.io/v1beta2";
        }
        return minor < 31 ? "kubeadm.k8s.io/v1beta3" : "kubeadm.k8s.io/v1beta4";
    }

    /** From v1beta4 on, extra arguments are a list of names and values, before a map. */
    boolean listsExtraArguments() {
        return minor >= 31;
    }

    /** Whether kubeadm can patch the configuration of one node's kubelet. */
    boolean patchesKubelet() {
        return minor >= 25;
    }

    /** Whether swap for pods must be switched on by a feature gate. */
    boolean gatesSwap() {
        return minor < 30;
    }
}
