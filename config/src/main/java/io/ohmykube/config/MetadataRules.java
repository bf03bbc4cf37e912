package io.ohmykube.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What Kubernetes accepts as labels and taints of a node. */
final class MetadataRules {
    private static final List<String> EFFECTS = List.of("NoSchedule", "PreferNoSchedule", "NoExecute");
    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?");

    private final String path;
    private final Findings findings;

    MetadataRules(String path, Findings findings) {
        this.path = path;
        this.findings = findings;
    }

    void check(NodeSpec node) {
        node.labels().forEach((key, value) -> {
            key(path + ".labels", key);
            value(path + ".labels." + key, value);
        });
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < node.taints().size(); i++) {
            Taint taint = node.taints().get(i);
            String at = path + ".taints[" + i + "]";
            key(at + ".key", taint.key());
            value(at + ".value", taint.value() == null ? "" : taint.value());
            findings.choice(at + ".effect", taint.effect(), EFFECTS);
            if (!seen.add(taint.key() + ":" + taint.effect())) {
                findings.add(at, "'" + taint.key() + ":" + taint.effect() + "' stands here a second time");
            }
        }
    }

    void key(String at, String key) {
        int slash = key.indexOf('/');
        boolean prefixed = slash < 0 || Names.isSubdomain(key.substring(0, slash));
        String name = key.substring(slash + 1);
        if (!prefixed || name.isEmpty() || !VALUE.matcher(name).matches()) {
            findings.add(
                    at,
                    "'" + key
                            + "' is not a key; [domain/]name is, the name of letters, digits, -, _ and . and at most 63"
                            + " characters");
        }
    }

    private void value(String at, String value) {
        if (!VALUE.matcher(value).matches()) {
            findings.add(
                    at,
                    "'" + value + "' is not a value; letters, digits, -, _ and . are allowed, at most 63 characters, a"
                            + " letter or digit first and last");
        }
    }
}
