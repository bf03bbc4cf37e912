package io.ohmykube.workers.kubeadm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ohmykube.cache.Catalogue;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterSpec;
import io.ohmykube.config.ControlPlaneEndpoint;
import io.ohmykube.config.Networking;
import io.ohmykube.config.NodeNames;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.launcher.Machine;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The configuration files for {@code kubeadm init} and {@code join} on one machine.
 *
 * <p>{@code imageRepository} is always written, because the default of old versions is a registry that has been closed:
 * https://kubernetes.io/blog/2023/03/10/image-registry-redirect/
 */
final class KubeadmConfig {
    static final String CRI_SOCKET = "unix:///run/containerd/containerd.sock";
    static final String PATCHES = "/etc/kubernetes/ohmykube/patches";
    private static final String REGISTRY = "registry.k8s.io";
    /** Long enough for the slowest init; nobody uses this token, kubeadm would else make one for a day. */
    private static final String TOKEN_LIFETIME = "15m0s";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Catalogue catalogue;
    private final ClusterSpec spec;
    private final String clusterName;
    private final NodeSpec node;
    private final Machine machine;
    private final boolean controlPlane;
    private final KubernetesVersion version;

    KubeadmConfig(Catalogue catalogue, Cluster cluster, NodeSpec node, Machine machine) {
        this.catalogue = catalogue;
        this.spec = cluster.spec();
        this.clusterName = cluster.name();
        this.node = node;
        this.machine = machine;
        this.controlPlane = node.name() != null && cluster.isControlPlane(node.name());
        this.version = KubernetesVersion.of(Objects.requireNonNull(spec.version(), "the version is resolved before"));
    }

    /** @param api the address of a machine of the cluster at which its API is reached */
    String init(String bootstrapToken, String api) {
        return finished(List.of(
                initConfiguration(bootstrapToken),
                clusterConfiguration(api),
                new KubeletSettings(spec, version, machine.traits()).document(),
                kubeProxyConfiguration()));
    }

    String join(JoinTicket ticket) {
        ObjectNode join = document("JoinConfiguration");
        ObjectNode discovery = join.putObject("discovery").putObject("bootstrapToken");
        discovery.put("apiServerEndpoint", ticket.endpoint());
        discovery.put("token", ticket.token());
        discovery.putArray("caCertHashes").add(ticket.caCertHash());
        if (controlPlane) {
            join.putObject("controlPlane").putObject("localAPIEndpoint").put("advertiseAddress", address());
        }
        registration(join);
        return finished(List.of(join));
    }

    private String finished(List<ObjectNode> sections) {
        KubeadmOverrides overrides = KubeadmOverrides.of(spec);
        sections.forEach(overrides::over);
        if (version.listsExtraArguments()) {
            sections.forEach(ExtraArguments::toLists);
        }
        return Sections.write(sections);
    }

    private ObjectNode initConfiguration(String bootstrapToken) {
        ObjectNode init = document("InitConfiguration");
        init.putArray("bootstrapTokens")
                .addObject()
                .put("token", bootstrapToken)
                .put("ttl", TOKEN_LIFETIME);
        init.putObject("localAPIEndpoint").put("advertiseAddress", address());
        registration(init);
        return init;
    }

    private ObjectNode clusterConfiguration(String api) {
        ObjectNode cluster = document("ClusterConfiguration");
        cluster.put("clusterName", clusterName);
        cluster.put("kubernetesVersion", version.text());
        // A name, so that another address needs no other certificates and kubeconfigs on nodes.
        cluster.put("controlPlaneEndpoint", NodeNames.api(clusterName) + ":" + ApiAddress.PORT);
        cluster.put("imageRepository", REGISTRY);
        images(cluster);
        ObjectNode networking = cluster.putObject("networking");
        networking.put("podSubnet", spec.networking().podCIDR());
        networking.put("serviceSubnet", spec.networking().serviceCIDR());
        ArrayNode names = cluster.putObject("apiServer").putArray("certSANs");
        names.add(machine.name());
        names.add(address());
        if (!api.equals(address())) {
            names.add(api);
        }
        Stream.ofNullable(spec.networking().controlPlaneEndpoint())
                .flatMap(endpoint -> ControlPlaneEndpoint.parse(endpoint).stream())
                .map(ControlPlaneEndpoint::host)
                .filter(host -> !host.equals(address()) && !host.equals(api))
                .forEach(names::add);
        names.add(NodeNames.api(clusterName));
        names.add("localhost");
        // Also where a port of the user's computer leads to the API.
        names.add("127.0.0.1");
        return cluster;
    }

    /** Exactly the images that are on the nodes already: what another patch release has built in would be pulled. */
    private void images(ObjectNode cluster) {
        ImageName dns = ImageName.of(catalogue.dnsImage(version.text()));
        ImageName etcd = ImageName.of(catalogue.etcdImage(version.text()));
        // Also the repository: kubeadm knows where CoreDNS moved to only while the repository is its own default.
        cluster.putObject("dns").put("imageRepository", dns.parent()).put("imageTag", dns.tag());
        cluster.putObject("etcd").putObject("local").put("imageTag", etcd.tag());
    }

    /** A name from the catalogue, {@code PARENT/NAME:TAG}. */
    private record ImageName(String parent, String tag) {
        static ImageName of(String image) {
            return new ImageName(
                    image.substring(0, image.lastIndexOf('/')), image.substring(image.lastIndexOf(':') + 1));
        }
    }

    private ObjectNode kubeProxyConfiguration() {
        ObjectNode proxy = JSON.objectNode();
        proxy.put("apiVersion", "kubeproxy.config.k8s.io/v1alpha1");
        proxy.put("kind", "KubeProxyConfiguration");
        proxy.put("mode", spec.networking().proxyMode());
        if (spec.networking().proxyMode().equals(Networking.IPVS)) {
            // Else nodes would answer for each other's addresses of Services, which MetalLB is there to do.
            proxy.putObject("ipvs").put("strictARP", true);
        }
        if (machine.traits().sharedKernel()) {
            // The size of the connection table is the host's: 0 leaves it as it is.
            proxy.putObject("conntrack").put("maxPerCore", 0);
        }
        return proxy;
    }

    private void registration(ObjectNode section) {
        ObjectNode registration = section.putObject("nodeRegistration");
        registration.put("name", machine.name());
        registration.put("criSocket", CRI_SOCKET);
        // Without it a machine with several networks may choose one that the others do not reach.
        registration.putObject("kubeletExtraArgs").put("node-ip", address());
        if (version.patchesKubelet() && !node.kubelet().isEmpty()) {
            section.putObject("patches").put("directory", PATCHES);
        }
    }

    private String address() {
        return machine.addresses().get(0);
    }

    private ObjectNode document(String kind) {
        ObjectNode document = JSON.objectNode();
        document.put("apiVersion", version.kubeadmApi());
        document.put("kind", kind);
        return document;
    }
}
