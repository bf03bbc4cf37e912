package io.ohmykube.config;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A released version of Kubernetes. */
record KubernetesVersion(int major, int minor, int patch) implements Comparable<KubernetesVersion> {
    /** The oldest whose packages and kubeadm configuration are known. */
    static final KubernetesVersion OLDEST = new KubernetesVersion(1, 20, 0);
    /** The first whose kubelet may run with swap (feature gate NodeSwap in beta). */
    static final KubernetesVersion SWAP = new KubernetesVersion(1, 28, 0);
    /** The first whose kube-proxy has nftables without a feature gate; stable in v1.33. */
    static final KubernetesVersion NFTABLES = new KubernetesVersion(1, 31, 0);

    private static final Pattern FORM =
            Pattern.compile("v(0|[1-9][0-9]{0,3})\\.(0|[1-9][0-9]{0,3})\\.(0|[1-9][0-9]{0,3})");

    static Optional<KubernetesVersion> of(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new KubernetesVersion(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    @Override
    public int compareTo(KubernetesVersion other) {
        return Comparator.comparingInt(KubernetesVersion::major)
                .thenComparingInt(KubernetesVersion::minor)
                .thenComparingInt(KubernetesVersion::patch)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return "v" + major + "." + minor + "." + patch;
    }
}
