package io.ohmykube.config;

import io.ohmykube.config.yaml.YamlNode;
import io.ohmykube.config.yaml.YamlNode.Mapping;
import io.ohmykube.config.yaml.YamlNode.Scalar;
import io.ohmykube.config.yaml.YamlNode.Sequence;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the tree of a cluster: what is null or empty by default is left out, all else is written. */
final class ClusterWriter {
    private ClusterWriter() {}

    static Mapping write(Cluster cluster) {
        Map<String, YamlNode> root = new LinkedHashMap<>();
        text(root, "apiVersion", cluster.apiVersion());
        text(root, "kind", cluster.kind());
        Map<String, YamlNode> metadata = new LinkedHashMap<>();
        text(metadata, "name", cluster.metadata().name());
        text(metadata, "namespace", cluster.metadata().namespace());
        text(metadata, "expires", cluster.expires().map(Instant::toString).orElse(null));
        root.put("metadata", new Mapping(metadata, 0));
        root.put("spec", spec(cluster.spec()));
        root.put("status", status(cluster.status()));
        return new Mapping(root, 0);
    }

    private static Mapping spec(ClusterSpec spec) {
        Map<String, YamlNode> map = new LinkedHashMap<>();
        text(map, "version", spec.version());
        text(map, "launcher", spec.launcher());
        text(map, "template", spec.template());
        Map<String, YamlNode> nodes = new LinkedHashMap<>();
        List<NodeSpec> controlPlanes = spec.nodes().controlPlanes();
        nodes.put(
                "master",
                controlPlanes.size() == 1 ? node(controlPlanes.get(0)) : list(controlPlanes, ClusterWriter::node));
        // No workers is not the same as the default number of workers, so that an empty list is written too.
        nodes.put("workers", list(spec.nodes().workers(), ClusterWriter::node));
        map.put("nodes", new Mapping(nodes, 0));
        Map<String, YamlNode> networking = new LinkedHashMap<>();
        text(networking, "cni", spec.networking().cni());
        text(networking, "podCIDR", spec.networking().podCIDR());
        text(networking, "serviceCIDR", spec.networking().serviceCIDR());
        text(networking, "proxyMode", spec.networking().proxyMode());
        text(networking, "controlPlaneEndpoint", spec.networking().controlPlaneEndpoint());
        map.put("networking", new Mapping(networking, 0));
        Map<String, YamlNode> storage = new LinkedHashMap<>();
        text(storage, "csi", spec.storage().csi());
        present(storage, "storageClasses", list(spec.storage().storageClasses(), Scalar::text));
        map.put("storage", new Mapping(storage, 0));
        Map<String, YamlNode> loadBalancer = new LinkedHashMap<>();
        text(loadBalancer, "type", spec.loadBalancer().type());
        text(loadBalancer, "ipPool", spec.loadBalancer().ipPool());
        map.put("loadBalancer", new Mapping(loadBalancer, 0));
        outside(map, spec.outside());
        map.put("enableSwap", Scalar.of(spec.enableSwap()));
        present(map, "packages", YamlNode.fromJava(spec.packages()));
        present(map, "images", list(spec.images(), Scalar::text));
        text(map, "kubeadmConfig", spec.kubeadmConfig());
        return new Mapping(map, 0);
    }

    private static void outside(Map<String, YamlNode> map, Outside outside) {
        Map<String, YamlNode> registries = new LinkedHashMap<>();
        present(registries, "mirrors", YamlNode.fromJava(outside.registryMirrors()));
        present(map, "registries", new Mapping(registries, 0));
        Map<String, YamlNode> proxy = new LinkedHashMap<>();
        text(proxy, "http", outside.proxy().http());
        text(proxy, "https", outside.proxy().https());
        present(proxy, "noProxy", list(outside.proxy().noProxy(), Scalar::text));
        present(map, "proxy", new Mapping(proxy, 0));
        present(map, "certificateAuthorities", list(outside.certificateAuthorities(), Scalar::text));
    }

    private static Mapping node(NodeSpec node) {
        Map<String, YamlNode> map = new LinkedHashMap<>();
        text(map, "name", node.name());
        if (node.count() != 1) {
            map.put("count", Scalar.of(node.count()));
        }
        Map<String, YamlNode> resources = new LinkedHashMap<>();
        resources.put("cpu", Scalar.of(node.resources().cpu()));
        resources.put("memory", Scalar.of(node.resources().memory()));
        resources.put("disk", Scalar.of(node.resources().disk()));
        present(resources, "extraDisks", list(node.resources().extraDisks(), Scalar::of));
        map.put("resources", new Mapping(resources, 0));
        present(map, "labels", YamlNode.fromJava(node.labels()));
        present(map, "taints", list(node.taints(), ClusterWriter::taint));
        present(map, "kubeletConfig", YamlNode.fromJava(node.kubeletConfig()));
        custom(map, node.custom());
        host(map, node.host());
        present(map, "reserved", YamlNode.fromJava(node.reserved().amounts()));
        return new Mapping(map, 0);
    }

    private static void custom(Map<String, YamlNode> map, Customisation custom) {
        present(map, "annotations", YamlNode.fromJava(custom.annotations()));
        Map<String, YamlNode> hooks = new LinkedHashMap<>();
        custom.hooks().forEach((point, scripts) -> hooks.put(point.field(), list(scripts, Scalar::text)));
        present(map, "hooks", new Mapping(hooks, 0));
        present(map, "uploads", list(custom.uploads(), ClusterWriter::upload));
    }

    private static Mapping upload(Upload upload) {
        Map<String, YamlNode> map = new LinkedHashMap<>();
        text(map, "local", upload.local());
        text(map, "remote", upload.remote());
        text(map, "mode", upload.mode());
        text(map, "owner", upload.owner());
        return new Mapping(map, 0);
    }

    private static void host(Map<String, YamlNode> map, @Nullable HostAccess host) {
        if (host != null) {
            Map<String, YamlNode> access = new LinkedHashMap<>();
            text(access, "address", host.address());
            access.put("port", Scalar.of(host.port()));
            text(access, "user", host.user());
            text(access, "key", host.key());
            map.put("host", new Mapping(access, 0));
        }
    }

    private static Mapping taint(Taint taint) {
        Map<String, YamlNode> map = new LinkedHashMap<>();
        text(map, "key", taint.key());
        text(map, "value", taint.value());
        text(map, "effect", taint.effect());
        return new Mapping(map, 0);
    }

    private static Mapping status(ClusterStatus status) {
        Map<String, YamlNode> map = new LinkedHashMap<>();
        text(map, "phase", PhaseWord.of(status.phase()));
        present(map, "conditions", list(status.conditions(), ClusterWriter::condition));
        present(map, "nodes", list(status.nodes(), ClusterWriter::nodeStatus));
        return new Mapping(map, 0);
    }

    private static Mapping condition(Condition condition) {
        Map<String, YamlNode> map = new LinkedHashMap<>();
        text(map, "type", condition.type());
        map.put("status", Scalar.of(condition.status()));
        text(map, "reason", condition.reason());
        text(map, "message", condition.message());
        text(map, "since", condition.since().toString());
        return new Mapping(map, 0);
    }

    private static Mapping nodeStatus(NodeStatus node) {
        Map<String, YamlNode> map = new LinkedHashMap<>();
        text(map, "name", node.name());
        text(map, "role", node.role().label());
        text(map, "phase", PhaseWord.of(node.phase()));
        text(map, "address", node.address());
        text(map, "message", node.message());
        return new Mapping(map, 0);
    }

    private static <T> Sequence list(Collection<T> items, Function<T, YamlNode> form) {
        List<YamlNode> forms = items.stream().map(form).toList();
        return new Sequence(forms, 0);
    }

    private static void text(Map<String, YamlNode> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, Scalar.text(value));
        }
    }

    private static void present(Map<String, YamlNode> map, String key, YamlNode value) {
        boolean empty = value instanceof Mapping mapping
                ? mapping.entries().isEmpty()
                : value instanceof Sequence list && list.items().isEmpty();
        if (!empty) {
            map.put(key, value);
        }
    }
}
