package io.ohmykube.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One node wanted, or a group of equal ones.
 *
 * @param name a DNS label; null in a group, given when the cluster is expanded: {@code <cluster>-worker-<n>}
 * @param count how many nodes the entry stands for; 1 once expanded
 * @param kubeletConfig fields of a KubeletConfiguration for this node alone
 * @param custom annotations, hooks and uploads
 * @param host the machine, where it exists already; null where a launcher makes it
 * @param reserved what is kept from pods
 */
public record NodeSpec(
        @Nullable String name,
        int count,
        Resources resources,
        Map<String, String> labels,
        List<Taint> taints,
        Map<String, Object> kubeletConfig,
        Customisation custom,
        @Nullable HostAccess host,
        Reserved reserved) {
    public NodeSpec {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        taints = List.copyOf(taints);
        kubeletConfig = Collections.unmodifiableMap(new LinkedHashMap<>(kubeletConfig));
    }

    /** A node whose machine a launcher makes, with nothing kept from pods. */
    public NodeSpec(
            @Nullable String name,
            int count,
            Resources resources,
            Map<String, String> labels,
            List<Taint> taints,
            Map<String, Object> kubeletConfig,
            Customisation custom) {
        this(name, count, resources, labels, taints, kubeletConfig, custom, null, Reserved.NOTHING);
    }

    /** A group of nodes with nothing special about them. */
    public static NodeSpec group(int count, Resources resources) {
        return new NodeSpec(null, count, resources, Map.of(), List.of(), Map.of(), Customisation.NONE);
    }

    /** The same on a machine that its user already owns. */
    public NodeSpec on(HostAccess machine) {
        return new NodeSpec(name, count, resources, labels, taints, kubeletConfig, custom, machine, reserved);
    }

    /** One node of this kind by that name. */
    public NodeSpec named(String given) {
        return new NodeSpec(given, 1, resources, labels, taints, kubeletConfig, custom, host, reserved);
    }

    /** One node of this kind, without a name yet. */
    NodeSpec asGroup() {
        return new NodeSpec(null, 1, resources, labels, taints, kubeletConfig, custom, host, reserved);
    }

    /** The same for machines that a launcher makes. */
    NodeSpec withoutHost() {
        return new NodeSpec(name, count, resources, labels, taints, kubeletConfig, custom, null, reserved);
    }

    public NodeSpec withCount(int changed) {
        return new NodeSpec(name, changed, resources, labels, taints, kubeletConfig, custom, host, reserved);
    }

    /** All fields of a KubeletConfiguration for this node alone: what was written wins over what is reserved. */
    public Map<String, Object> kubelet() {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!reserved.amounts().isEmpty()) {
            fields.put("systemReserved", reserved.amounts());
        }
        fields.putAll(kubeletConfig);
        return Collections.unmodifiableMap(fields);
    }
}
