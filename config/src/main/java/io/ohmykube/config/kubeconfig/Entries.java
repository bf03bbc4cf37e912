package io.ohmykube.config.kubeconfig;

import io.ohmykube.config.yaml.YamlNode;
import io.ohmykube.config.yaml.YamlNode.Mapping;
import io.ohmykube.config.yaml.YamlNode.Scalar;
import io.ohmykube.config.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the three lists of named entries of a kubeconfig.
 *
 * @param list the list's key
 * @param content the key below which an entry has its content, beside its name
 */
record Entries(String list, String content) {
    static final Entries CLUSTERS = new Entries("clusters", "cluster");
    static final Entries USERS = new Entries("users", "user");
    static final Entries CONTEXTS = new Entries("contexts", "context");

    /** The content of the entry of exactly that name; null where there is none. */
    @Nullable
    Mapping find(Mapping config, String name) {
        for (YamlNode item : items(config)) {
            if (isNamed(item, name) && ((Mapping) item).get(content) instanceof Mapping found) {
                return found;
            }
        }
        return null;
    }

    /** Replaces the entry of that name where it stands, or adds it at the end. */
    Mapping put(Mapping config, String name, Mapping value) {
        Mapping entry = Mapping.EMPTY.with(content, value).with("name", Scalar.text(name));
        List<YamlNode> changed = new ArrayList<>();
        boolean replaced = false;
        for (YamlNode item : items(config)) {
            changed.add(isNamed(item, name) ? entry : item);
            replaced |= isNamed(item, name);
        }
        if (!replaced) {
            changed.add(entry);
        }
        return config.with(list, new Sequence(changed, 0));
    }

    Mapping remove(Mapping config, String name) {
        List<YamlNode> kept =
                items(config).stream().filter(item -> !isNamed(item, name)).toList();
        return kept.size() == items(config).size() ? config : config.with(list, new Sequence(kept, 0));
    }

    private List<YamlNode> items(Mapping config) {
        return config.get(list) instanceof Sequence sequence ? sequence.items() : List.of();
    }

    private static boolean isNamed(YamlNode item, String name) {
        return item instanceof Mapping mapping && name.equals(mapping.text("name"));
    }
}
