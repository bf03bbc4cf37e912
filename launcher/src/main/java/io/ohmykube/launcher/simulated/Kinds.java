package io.ohmykube.launcher.simulated;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The kinds of objects: their plural names, and which have no namespace. */
final class Kinds {
    static final String NODES = "nodes";
    static final String PODS = "pods";
    static final String DEPLOYMENTS = "deployments";
    static final String DAEMON_SETS = "daemonsets";
    static final String STATEFUL_SETS = "statefulsets";
    static final String NAMESPACES = "namespaces";
    static final String DEFINITIONS = "customresourcedefinitions";

    private static final Map<String, String> SHORT = Map.ofEntries(
            Map.entry("no", NODES),
            Map.entry("po", PODS),
            Map.entry("deploy", DEPLOYMENTS),
            Map.entry("ds", DAEMON_SETS),
            Map.entry("sts", STATEFUL_SETS),
            Map.entry("ns", NAMESPACES),
            Map.entry("svc", "services"),
            Map.entry("cm", "configmaps"),
            Map.entry("sa", "serviceaccounts"),
            Map.entry("pv", "persistentvolumes"),
            Map.entry("pvc", "persistentvolumeclaims"),
            Map.entry("sc", "storageclasses"),
            Map.entry("crd", DEFINITIONS),
            Map.entry("endpoints", "endpoints"));

    private static final Set<String> WITHOUT_NAMESPACE = Set.of(
            NODES,
            NAMESPACES,
            DEFINITIONS,
            "persistentvolumes",
            "storageclasses",
            "clusterroles",
            "clusterrolebindings",
            "podsecuritypolicies",
            "priorityclasses",
            "ingressclasses",
            "runtimeclasses",
            "csidrivers",
            "csinodes",
            "apiservices",
            "validatingwebhookconfigurations",
            "mutatingwebhookconfigurations");

    private Kinds() {}

    /** The plural name for what a user or a manifest writes: {@code Node}, {@code no}, {@code nodes}. */
    static String plural(String word) {
        String kind = word.toLowerCase(Locale.ROOT).replaceFirst("\\..*", "");
        String known = SHORT.get(kind);
        if (known != null) {
            return known;
        }
        if (kind.endsWith("class")) {
            return kind + "es";
        }
        if (kind.endsWith("y")) {
            return kind.substring(0, kind.length() - 1) + "ies";
        }
        return kind.endsWith("s") ? kind : kind + "s";
    }

    static boolean hasNamespace(String plural) {
        return !WITHOUT_NAMESPACE.contains(plural);
    }

    /** The API group of an {@code apiVersion}; empty for the core group. */
    static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** Whether objects of this group need a definition first. */
    static boolean needsDefinition(String group) {
        return group.contains(".") && !group.endsWith(".k8s.io");
    }
}
