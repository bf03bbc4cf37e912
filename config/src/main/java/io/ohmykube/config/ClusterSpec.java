package io.ohmykube.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a cluster. A null field was left out by the user; defaults are filled in before anything is created.
 *
 * @param version Kubernetes version with its {@code v}, for example {@code v1.33.0}; null means latest stable until resolved
 * @param launcher name of the launcher that gives machines; null means the best one present until resolved
 * @param template the machines' operating system image, by the launcher's own name for it; null means the launcher's default
 * @param outside how nodes reach what lies outside of the cluster
 * @param packages package name to version, overriding the catalogue
 * @param images that every node has besides those that the cluster itself needs, without pulling them
 * @param kubeadmConfig kubeadm documents of the user's, as YAML text, merged over ours section by section
 */
public record ClusterSpec(
        @Nullable String version,
        @Nullable String launcher,
        @Nullable String template,
        Nodes nodes,
        Networking networking,
        Storage storage,
        LoadBalancer loadBalancer,
        Outside outside,
        boolean enableSwap,
        Map<String, String> packages,
        List<String> images,
        @Nullable String kubeadmConfig) {
    /** In place of an add-on's name: the user wants none of that category. */
    public static final String NONE = "none";

    public ClusterSpec {
        packages = Collections.unmodifiableMap(new LinkedHashMap<>(packages));
        images = List.copyOf(images);
    }

    public ClusterSpec withVersion(String resolved) {
        return new ClusterSpec(
                resolved,
                launcher,
                template,
                nodes,
                networking,
                storage,
                loadBalancer,
                outside,
                enableSwap,
                packages,
                images,
                kubeadmConfig);
    }

    public ClusterSpec withLauncher(String resolved) {
        return new ClusterSpec(
                version,
                resolved,
                template,
                nodes,
                networking,
                storage,
                loadBalancer,
                outside,
                enableSwap,
                packages,
                images,
                kubeadmConfig);
    }

    public ClusterSpec withNodes(Nodes changed) {
        return new ClusterSpec(
                version,
                launcher,
                template,
                changed,
                networking,
                storage,
                loadBalancer,
                outside,
                enableSwap,
                packages,
                images,
                kubeadmConfig);
    }

    public ClusterSpec withOutside(Outside changed) {
        return new ClusterSpec(
                version,
                launcher,
                template,
                nodes,
                networking,
                storage,
                loadBalancer,
                changed,
                enableSwap,
                packages,
                images,
                kubeadmConfig);
    }

    public ClusterSpec withImages(List<String> changed) {
        return new ClusterSpec(
                version,
                launcher,
                template,
                nodes,
                networking,
                storage,
                loadBalancer,
                outside,
                enableSwap,
                packages,
                changed,
                kubeadmConfig);
    }
}
