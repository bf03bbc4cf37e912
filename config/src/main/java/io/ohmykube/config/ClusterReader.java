package io.ohmykube.config;

import io.ohmykube.config.yaml.YamlNode;
import io.ohmykube.config.yaml.YamlNode.Mapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what is wanted of a cluster from a tree. */
final class ClusterReader {
    static final String NO_FILES = "files cannot be named here";

    private static final String[] EVERY_WORKER = {
        "count", "resources", "labels", "annotations", "taints", "hooks", "uploads"
    };
    private static final String[] NODE = {
        "name",
        "count",
        "resources",
        "labels",
        "annotations",
        "taints",
        "kubeletConfig",
        "hooks",
        "uploads",
        "host",
        "reserved"
    };

    private final List<Problem> problems;
    private final @Nullable Path base;

    /** @param base the directory that relative paths start from; null where no files can be named */
    ClusterReader(List<Problem> problems, @Nullable Path base) {
        this.problems = problems;
        this.base = base;
    }

    AskedCluster read(YamlNode document) {
        Fields root = Fields.of("", document, problems, "apiVersion", "kind", "metadata", "spec", "status");
        checkKind(root);
        Fields metadata = root.child("metadata", "name", "namespace", "expires", "ttl");
        String unreadable = metadata.text("ttl");
        if (unreadable != null) {
            metadata.refuse(
                    "ttl",
                    TimeToLive.read(unreadable).isEmpty()
                            ? TimeToLive.refusal(unreadable)
                            : "does not say since when; 'expires' says when it is over");
        }
        Fields spec = root.child(
                "spec",
                "version",
                "launcher",
                "template",
                "nodes",
                "networking",
                "storage",
                "loadBalancer",
                "registries",
                "proxy",
                "certificateAuthorities",
                "enableSwap",
                "packages",
                "images",
                "kubeadmConfig");
        Fields nodes = spec.child("nodes", "master", "workers");
        Fields networking =
                spec.child("networking", "cni", "podCIDR", "serviceCIDR", "proxyMode", "controlPlaneEndpoint");
        Fields storage = spec.child("storage", "csi", "storageClasses");
        Fields loadBalancer = spec.child("loadBalancer", "type", "ipPool");
        String template = spec.text("template");
        if (base == null && template != null && template.matches("(?!.*://).*\\.ya?ml")) {
            spec.refuse("template", NO_FILES);
        }
        return new AskedCluster(
                metadata.text("name"),
                metadata.text("namespace"),
                metadata.moment("expires"),
                spec.text("version"),
                spec.text("launcher"),
                template,
                controlPlanes(nodes),
                workers(nodes),
                networking.text("cni"),
                networking.text("podCIDR"),
                networking.text("serviceCIDR"),
                networking.text("proxyMode"),
                networking.text("controlPlaneEndpoint"),
                storage.text("csi"),
                storage.texts("storageClasses"),
                loadBalancer.text("type"),
                loadBalancer.text("ipPool"),
                AskedOutside.read(spec, new PemFiles(base)),
                spec.flag("enableSwap"),
                spec.textByName("packages"),
                spec.texts("images"),
                spec.text("kubeadmConfig"));
    }

    /** Reads what was said of all workers at once. */
    AskedNode everyWorker(Mapping mapping) {
        return mapping.entries().isEmpty()
                ? AskedNode.NOTHING
                : node(Fields.of("spec.nodes.workers[*]", mapping, problems, EVERY_WORKER));
    }

    /** The product's former domain is read as well, so that its users' files still work. */
    private static void checkKind(Fields root) {
        String version = root.text("apiVersion");
        if (version != null
                && !version.equals(Cluster.API_VERSION)
                && !version.matches("ohmykube\\.dev/v1alpha[0-9]+")) {
            root.refuse("apiVersion", "'" + version + "' is not known; allowed: " + Cluster.API_VERSION);
        }
        root.word("kind", List.of(Cluster.KIND));
    }

    private AskedControlPlanes controlPlanes(Fields nodes) {
        List<Fields> entries = nodes.oneOrMore("master", NODE);
        return entries == null
                ? AskedControlPlanes.NOTHING
                : new AskedControlPlanes(
                        entries.stream()
                                .map(entry -> node(entry, Range.CONTROL_PLANES))
                                .toList(),
                        nodes.isList("master"));
    }

    private @Nullable List<AskedNode> workers(Fields nodes) {
        List<Fields> groups = nodes.children("workers", NODE);
        return groups == null ? null : groups.stream().map(this::node).toList();
    }

    private AskedNode node(Fields node) {
        return node(node, Range.WORKERS);
    }

    private AskedNode node(Fields node, Range counts) {
        Fields resources = node.child("resources", "cpu", "memory", "disk", "extraDisks");
        Mapping kubelet = node.free("kubeletConfig");
        return new AskedNode(
                node.text("name"),
                node.wholeNumber("count", counts),
                resources.wholeNumber("cpu", Range.CPU),
                resources.wholeNumber("memory", Range.MEMORY),
                resources.wholeNumber("disk", Range.DISK),
                resources.wholeNumbers("extraDisks", Range.EXTRA_DISK),
                node.textByName("labels"),
                taints(node),
                kubelet == null ? null : plain(kubelet),
                AskedCustomisation.read(node, base),
                host(node),
                reserved(node));
    }

    private @Nullable HostAccess host(Fields node) {
        if (!node.has("host")) {
            return null;
        }
        Fields host = node.child("host", "address", "port", "user", "key");
        if (base == null && host.text("key") != null) {
            host.refuse("key", NO_FILES);
        }
        return new HostAccess(
                host.required("address"),
                Objects.requireNonNullElse(host.wholeNumber("port", Range.PORT), HostAccess.PORT),
                Objects.requireNonNullElse(host.text("user"), HostAccess.USER),
                host.text("key"));
    }

    private static @Nullable Reserved reserved(Fields node) {
        if (!node.has("reserved")) {
            return null;
        }
        Fields reserved = node.child("reserved", "cpu", "memory");
        return new Reserved(reserved.text("cpu"), reserved.text("memory"));
    }

    private static @Nullable List<Taint> taints(Fields node) {
        List<Fields> entries = node.children("taints", "key", "value", "effect");
        if (entries == null) {
            return null;
        }
        List<Taint> taints = new ArrayList<>();
        for (Fields entry : entries) {
            taints.add(new Taint(entry.required("key"), entry.text("value"), entry.required("effect")));
        }
        return taints;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> plain(Mapping mapping) {
        return (Map<String, Object>) YamlNode.toJava(mapping);
    }
}
