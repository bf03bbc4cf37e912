package io.ohmykube.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One node wanted, or a group of equal ones.
 *
 * @param name a DNS label; null in a group, given when the cluster is expanded: {@code <cluster>-worker-<n>}
 * @param count how many nodes the entry stands for; 1 once expanded
 * @param kubeletConfig fields of a KubeletConfiguration for this node alone
 */
public record NodeSpec(
        @Nullable String name,
        int count,
        Resources resources,
        Map<String, String> labels,
        List<Taint> taints,
        Map<String, Object> kubeletConfig) {}
