package io.ohmykube.config;

import java.util.ArrayList;
import java.util.List;

/**
 * What a user said of the control planes.
 *
 * @param entries one where they were not listed one by one
 * @param listed whether each has an entry of its own
 */
record AskedControlPlanes(List<AskedNode> entries, boolean listed) {
    static final AskedControlPlanes NOTHING = new AskedControlPlanes(List.of(AskedNode.NOTHING), false);
    private static final String PATH = "spec.nodes.master";

    AskedControlPlanes {
        entries = List.copyOf(entries);
    }

    /** The control planes meant, where {@code base} says what was left unsaid of each. */
    List<NodeSpec> over(NodeSpec base) {
        return entries.stream().map(entry -> entry.over(base)).toList();
    }

    /** Those that exist against what was said of them. Their number is settled when a cluster is made. */
    void compare(List<NodeSpec> there, ClusterComparison comparison) {
        List<AskedNode> each = listed ? entries : alike(there.size());
        Integer count =
                listed ? Integer.valueOf(entries.size()) : entries.get(0).count();
        if (count != null && count != there.size()) {
            comparison.refuse(
                    listed ? PATH : PATH + ".count",
                    "is '" + there.size() + "' and not '" + count + "', and up neither adds nor removes control planes;"
                            + " 'ohmykube add --masters N' and 'ohmykube delete NODE' do");
        }
        for (int i = 0; i < Math.min(there.size(), each.size()); i++) {
            comparison.node(listed ? PATH + "[" + i + "]" : PATH, there.get(i), each.get(i));
        }
    }

    private List<AskedNode> alike(int count) {
        List<AskedNode> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(entries.get(0));
        }
        return all;
    }
}
