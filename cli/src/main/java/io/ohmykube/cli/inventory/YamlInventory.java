package io.ohmykube.cli.inventory;

import io.ohmykube.config.yaml.Yaml;
import io.ohmykube.config.yaml.YamlException;
import io.ohmykube.config.yaml.YamlNode;
import io.ohmykube.config.yaml.YamlNode.Mapping;
import io.ohmykube.config.yaml.YamlNode.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The YAML form: groups with {@code hosts}, {@code children} and {@code vars}. */
final class YamlInventory {
    private final Groups groups = new Groups();

    private YamlInventory() {}

    static Groups read(String text) {
        YamlInventory inventory = new YamlInventory();
        try {
            mapping(Yaml.parse(text), "the inventory").forEach((name, group) -> inventory.group(name, group, null));
        } catch (YamlException e) {
            throw new InventoryException(
                    text.contains("!vault")
                            ? "it holds values that Ansible Vault has encrypted (!vault, " + e.getMessage()
                                    + "); write an inventory without them"
                            : "it is not an inventory that can be read: " + e.getMessage());
        }
        return inventory.groups;
    }

    private void group(String name, YamlNode node, @Nullable String parent) {
        groups.mention(name);
        if (parent != null) {
            groups.child(parent, name);
        }
        mapping(node, "group " + name).forEach((key, value) -> {
            switch (key) {
                case "hosts" ->
                    mapping(value, "hosts of " + name)
                            .forEach((host, own) -> groups.host(name, host, variables(own, "host " + host)));
                case "vars" -> variables(value, "vars of " + name).forEach((k, v) -> groups.variable(name, k, v));
                case "children" ->
                    mapping(value, "children of " + name).forEach((child, below) -> group(child, below, name));
                default ->
                    throw new InventoryException("group " + name + " has an unknown part '" + key
                            + "'; hosts, children and vars are known (line " + value.line() + ")");
            }
        });
    }

    private static Map<String, YamlNode> mapping(YamlNode node, String what) {
        if (node instanceof Scalar scalar && scalar.isNull()) {
            return Map.of();
        }
        if (node instanceof Mapping mapping) {
            return mapping.entries();
        }
        throw new InventoryException(what + " is " + node.kindName() + " (line " + node.line()
                + "); an Ansible inventory in YAML has a mapping there");
    }

    private static Map<String, String> variables(YamlNode node, String what) {
        Map<String, String> variables = new LinkedHashMap<>();
        mapping(node, what).forEach((name, value) -> {
            if (value instanceof Scalar scalar) {
                variables.put(name, scalar.isNull() ? "" : scalar.text());
            } else if (IMPORTANT.contains(name)) {
                throw new InventoryException(what + ": " + name + " is " + value.kindName()
                        + "; text is expected (line " + value.line() + ")");
            }
        });
        return variables;
    }

    private static final List<String> IMPORTANT = List.of("ansible_host", "ansible_user", "ansible_port");
}
