package io.ohmykube.cli.inventory;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A host as an inventory has it: the groups it is in, directly or through others, and its variables. */
record ListedHost(String name, Set<String> groups, Map<String, String> variables) {
    ListedHost {
        groups = new LinkedHashSet<>(groups);
        variables = new LinkedHashMap<>(variables);
    }

    String variable(String name) {
        return variables.getOrDefault(name, "");
    }
}
