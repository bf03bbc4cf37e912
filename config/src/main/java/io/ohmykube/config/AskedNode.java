package io.ohmykube.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a user said of a node or a group of nodes; null is what was not said. */
record AskedNode(
        @Nullable String name,
        @Nullable Integer count,
        @Nullable Integer cpu,
        @Nullable Integer memory,
        @Nullable Integer disk,
        @Nullable List<Integer> extraDisks,
        @Nullable Map<String, String> labels,
        @Nullable List<Taint> taints,
        @Nullable Map<String, Object> kubeletConfig,
        AskedCustomisation custom,
        @Nullable HostAccess host,
        @Nullable Reserved reserved) {
    static final AskedNode NOTHING =
            new AskedNode(null, null, null, null, null, null, null, null, null, AskedCustomisation.NOTHING, null, null);

    /** The node meant, where {@code base} says what was left unsaid. */
    NodeSpec over(NodeSpec base) {
        Resources sizes = base.resources();
        return new NodeSpec(
                name == null ? base.name() : name,
                Objects.requireNonNullElse(count, base.count()),
                new Resources(
                        Objects.requireNonNullElse(cpu, sizes.cpu()),
                        Objects.requireNonNullElse(memory, sizes.memory()),
                        Objects.requireNonNullElse(disk, sizes.disk()),
                        Objects.requireNonNullElse(extraDisks, sizes.extraDisks())),
                Objects.requireNonNullElse(labels, base.labels()),
                Objects.requireNonNullElse(taints, base.taints()),
                Objects.requireNonNullElse(kubeletConfig, base.kubeletConfig()),
                custom.over(base.custom()),
                host == null ? base.host() : host,
                Objects.requireNonNullElse(reserved, base.reserved()));
    }

    AskedNode withCount(int changed) {
        return new AskedNode(
                name, changed, cpu, memory, disk, extraDisks, labels, taints, kubeletConfig, custom, host, reserved);
    }

    /** The same with what {@code every} says of it. */
    AskedNode with(AskedNode every) {
        return new AskedNode(
                name,
                every.count == null ? count : every.count,
                every.cpu == null ? cpu : every.cpu,
                every.memory == null ? memory : every.memory,
                every.disk == null ? disk : every.disk,
                every.extraDisks == null ? extraDisks : every.extraDisks,
                every.labels == null ? labels : every.labels,
                every.taints == null ? taints : every.taints,
                kubeletConfig,
                every.custom.or(custom),
                host,
                reserved);
    }

    /** Whether a node that exists is such a one already, its name and number aside. */
    boolean agreesWith(NodeSpec node) {
        return over(node).named("").equals(node.named(""));
    }
}
