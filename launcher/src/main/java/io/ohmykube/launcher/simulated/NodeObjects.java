package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The objects that kubeadm and kubelets make. */
final class NodeObjects {
    private NodeObjects() {}

    /** The node object that a kubelet registers. */
    static ObjectNode node(ApiState state, SimulatedMachine machine, ObjectNode configuration, String address)
            throws IOException {
        JsonNode registration = configuration.path("nodeRegistration");
        String name = registration.path("name").asText(machine.name());
        ObjectNode node = Json.object().put("apiVersion", "v1").put("kind", "Node");
        node.withObject("/metadata")
                .put("name", name)
                .withObject("/labels")
                .put("kubernetes.io/hostname", name)
                .put("kubernetes.io/os", "linux")
                .put("kubernetes.io/arch", "amd64");
        ObjectNode spec = node.withObject("/spec");
        if (!state.podSubnet.isEmpty()) {
            spec.put("podCIDR", podCidr(state));
        }
        if (registration.path("taints").isArray()
                && !registration.path("taints").isEmpty()) {
            spec.set("taints", registration.get("taints").deepCopy());
        }
        ObjectNode status = node.withObject("/status");
        status.withArray("addresses").addObject().put("type", "InternalIP").put("address", address);
        status.withArray("addresses").addObject().put("type", "Hostname").put("address", name);
        status.withObject("/capacity")
                .put("cpu", Integer.toString(machine.record().cpus()))
                .put("memory", machine.record().memory() + "Gi")
                .put("pods", "110");
        status.withObject("/nodeInfo")
                .put("kubeletVersion", state.version)
                .put("osImage", "Debian GNU/Linux 12 (bookworm) (simulated)")
                .put("operatingSystem", "linux")
                .put("architecture", "amd64")
                .put("kernelVersion", "simulated")
                .put("containerRuntimeVersion", "containerd://simulated");
        return node;
    }

    /** Gives a node object another address; returns the former one, empty where it has this one already. */
    static Optional<String> move(ObjectNode node, String address) {
        ObjectNode internal = (ObjectNode) node.at("/status/addresses/0");
        String before = internal.path("address").asText();
        internal.put("address", address);
        return before.equals(address) ? Optional.empty() : Optional.of(before);
    }

    /** kube-proxy and CoreDNS, as kubeadm installs them. */
    static List<ObjectNode> essentials(String version) throws IOException {
        return Json.documents(
                """
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: kube-proxy, namespace: kube-system}
                spec:
                  template:
                    metadata: {labels: {k8s-app: kube-proxy}}
                    spec:
                      hostNetwork: true
                      tolerations: [{operator: Exists}]
                      containers: [{name: kube-proxy, image: "simulated/kube-proxy:%s"}]
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: coredns, namespace: kube-system}
                spec:
                  replicas: 2
                  template:
                    metadata: {labels: {k8s-app: kube-dns}}
                    spec:
                      tolerations:
                      - {key: node-role.kubernetes.io/control-plane, effect: NoSchedule}
                      - {key: node-role.kubernetes.io/master, effect: NoSchedule}
                      containers: [{name: coredns, image: "simulated/coredns"}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: kube-dns, namespace: kube-system}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: kubeadm-config, namespace: kube-system}
                """
                        .formatted(version));
    }

    static ObjectNode staticPod(String program, String node) {
        ObjectNode pod = Json.object().put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode metadata = pod.withObject("/metadata");
        metadata.put("name", program + "-" + node)
                .put("namespace", "kube-system")
                .withObject("/labels")
                .put("component", program)
                .put("tier", "control-plane");
        metadata.withArray("ownerReferences").addObject().put("kind", "Node").put("name", node);
        pod.withObject("/spec").put("nodeName", node).put("hostNetwork", true);
        return pod;
    }

    /** The first /24 of the pod network that no node has; only networks of a /16 or so are divided truthfully. */
    private static String podCidr(ApiState state) {
        List<String> taken = state.all(Kinds.NODES).stream()
                .map(node -> node.at("/spec/podCIDR").asText())
                .toList();
        String[] octets = state.podSubnet.split("[./]", -1);
        for (int i = 0; i < 256; i++) {
            String candidate = octets[0] + "." + octets[1] + "." + i + ".0/24";
            if (!taken.contains(candidate)) {
                return candidate;
            }
        }
        return "";
    }
}
