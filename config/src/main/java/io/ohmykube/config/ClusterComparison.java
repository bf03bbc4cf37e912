package io.ohmykube.config;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares what is asked for with a cluster that exists, whose every field but its workers is settled. */
final class ClusterComparison {
    private final Cluster stored;
    private final List<Problem> problems;

    ClusterComparison(Cluster stored, List<Problem> problems) {
        this.stored = stored;
        this.problems = problems;
    }

    /**
     * The stored cluster with the workers that are missing.
     *
     * @param likeTheLast whether further workers are like the last one there is, since nothing else is known of them
     */
    Cluster wanted(AskedCluster asked, boolean likeTheLast) {
        ClusterSpec spec = stored.spec();
        compare("metadata.name", stored.name(), asked.name());
        compare("metadata.namespace", stored.metadata().namespace(), asked.namespace());
        compareUnlessOpen("spec.version", spec.version(), asked.version());
        compareUnlessOpen("spec.launcher", spec.launcher(), asked.launcher());
        compare("spec.template", spec.template(), asked.template());
        compare("spec.networking.cni", spec.networking().cni(), asked.cni());
        compare("spec.networking.podCIDR", spec.networking().podCIDR(), asked.podCIDR());
        compare("spec.networking.serviceCIDR", spec.networking().serviceCIDR(), asked.serviceCIDR());
        compare("spec.networking.proxyMode", spec.networking().proxyMode(), asked.proxyMode());
        compare(
                "spec.networking.controlPlaneEndpoint",
                spec.networking().controlPlaneEndpoint(),
                asked.controlPlaneEndpoint());
        compare("spec.storage.csi", spec.storage().csi(), asked.csi());
        compare("spec.storage.storageClasses", spec.storage().storageClasses(), asked.storageClasses());
        compare("spec.loadBalancer.type", spec.loadBalancer().type(), asked.loadBalancer());
        compare("spec.loadBalancer.ipPool", spec.loadBalancer().ipPool(), asked.ipPool());
        asked.outside().compare(spec.outside(), this);
        compare("spec.enableSwap", spec.enableSwap(), asked.enableSwap());
        if (asked.packages() != null) {
            asked.packages()
                    .forEach((name, version) ->
                            compare("spec.packages." + name, spec.packages().get(name), version));
        }
        if (asked.images() != null) {
            asked.images().stream()
                    .filter(image -> !spec.images().contains(image))
                    .forEach(image -> refuse(
                            "spec.images",
                            "'" + image + "' is not among those the cluster has; bring it to its nodes with: ohmykube"
                                    + " load " + image + " --name " + stored.name()));
        }
        if (asked.kubeadmConfig() != null && !asked.kubeadmConfig().equals(spec.kubeadmConfig())) {
            refuse("spec.kubeadmConfig", "differs from the one the cluster was created with");
        }
        asked.master().compare(spec.nodes().controlPlanes(), this);

        ClusterSpec resolved =
                asked.version() != null && spec.version() == null ? spec.withVersion(asked.version()) : spec;
        if (asked.launcher() != null && spec.launcher() == null) {
            resolved = resolved.withLauncher(asked.launcher());
        }
        Cluster settled = stored.withSpec(resolved);
        if (asked.expires() != null) {
            settled = settled.withExpires(asked.expires());
        }
        return new WorkerComparison(settled, this, likeTheLast).wanted(asked.workers());
    }

    /** A node that exists against what was said of it. */
    void node(String path, NodeSpec node, AskedNode asked) {
        Resources sizes = node.resources();
        String subject = "of " + node.name() + " ";
        compare(path + ".name", subject, node.name(), asked.name());
        compare(path + ".resources.cpu", subject, sizes.cpu(), asked.cpu());
        compare(path + ".resources.memory", subject, sizes.memory(), asked.memory());
        compare(path + ".resources.disk", subject, sizes.disk(), asked.disk());
        compare(path + ".resources.extraDisks", subject, sizes.extraDisks(), asked.extraDisks());
        compare(path + ".labels", subject, node.labels(), asked.labels());
        compare(path + ".taints", subject, node.taints(), asked.taints());
        compare(path + ".kubeletConfig", subject, node.kubeletConfig(), asked.kubeletConfig());
        Customisation custom = node.custom();
        compare(
                path + ".annotations",
                subject,
                custom.annotations(),
                asked.custom().annotations());
        compare(path + ".hooks", subject, custom.hooks(), asked.custom().hooks());
        compare(path + ".uploads", subject, custom.uploads(), asked.custom().uploads());
        compare(path + ".host", subject, node.host(), asked.host());
        compare(path + ".reserved", subject, node.reserved(), asked.reserved());
    }

    void refuse(String path, String difference) {
        problems.add(new Problem(path, difference));
    }

    /** As {@link #compare}, where a value that is not settled yet may still be given. */
    private void compareUnlessOpen(String path, @Nullable Object old, @Nullable Object asked) {
        if (old != null) {
            compare(path, old, asked);
        }
    }

    void compare(String path, @Nullable Object old, @Nullable Object asked) {
        compare(path, "", old, asked);
    }

    private void compare(String path, String subject, @Nullable Object old, @Nullable Object asked) {
        if (asked != null && !asked.equals(old)) {
            refuse(
                    path,
                    subject + "is " + shown(old) + " and cannot become " + shown(asked)
                            + " while the cluster exists; leave it out, or remove the cluster with: ohmykube down --name "
                            + stored.name());
        }
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "not set" : "'" + Objects.toString(value) + "'";
    }
}
