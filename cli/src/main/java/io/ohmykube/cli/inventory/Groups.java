package io.ohmykube.cli.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What both forms of an inventory say: groups with hosts, variables and groups below them. */
final class Groups {
    static final String ALL = "all";

    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> hosts = new LinkedHashMap<>();

    private static final class Group {
        private final Set<String> hosts = new LinkedHashSet<>();
        private final Set<String> children = new LinkedHashSet<>();
        private final Map<String, String> variables = new LinkedHashMap<>();
    }

    void host(String group, String host, Map<String, String> variables) {
        group(group).hosts.add(host);
        hosts.computeIfAbsent(host, name -> new LinkedHashMap<>()).putAll(variables);
    }

    void child(String group, String child) {
        group(group).children.add(child);
        group(child);
    }

    void variable(String group, String name, String value) {
        group(group).variables.put(name, value);
    }

    void mention(String group) {
        group(group);
    }

    private Group group(String name) {
        return groups.computeIfAbsent(name, key -> new Group());
    }

    /** All hosts in the order in which they were named; what is said nearer to a host wins. */
    List<ListedHost> listed() {
        List<ListedHost> listed = new ArrayList<>();
        hosts.forEach((host, own) -> {
            List<String> around = new ArrayList<>();
            groups.forEach((name, group) -> {
                if (group.hosts.contains(host)) {
                    climb(name, around);
                }
            });
            Map<String, String> variables = new LinkedHashMap<>(group(ALL).variables);
            for (int i = around.size() - 1; i >= 0; i--) {
                variables.putAll(group(around.get(i)).variables);
            }
            variables.putAll(own);
            listed.add(new ListedHost(host, new LinkedHashSet<>(around), variables));
        });
        return listed;
    }

    /** Adds the group and those it is below, nearest first. A group below itself is met once. */
    private void climb(String name, List<String> around) {
        if (around.contains(name)) {
            return;
        }
        around.add(name);
        groups.forEach((parent, group) -> {
            if (group.children.contains(name)) {
                climb(parent, around);
            }
        });
    }
}
