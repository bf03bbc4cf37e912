package io.ohmykube.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What holds of the addresses of a cluster. Whether they collide with the nodes' own is known only later. */
final class NetworkRules {
    /** A node gets a /24 of the pod network, kubeadm's default; it refuses to cut more than 16 bits. */
    private static final int NODE_PREFIX = 24;

    private static final Range POD_PREFIX = new Range(8, NODE_PREFIX, "prefix length");
    /** kubeadm wants at least 10 and at most 2^20 addresses for Services. */
    private static final Range SERVICE_PREFIX = new Range(12, 28, "prefix length");

    private static final List<Cidr> UNUSABLE = List.of(
            new Cidr(0, 8), new Cidr(127L << 24, 8), new Cidr(169L << 24 | 254L << 16, 16), new Cidr(224L << 24, 3));

    private final ClusterSpec spec;
    private final Findings findings;

    NetworkRules(ClusterSpec spec, Findings findings) {
        this.spec = spec;
        this.findings = findings;
    }

    void check() {
        String podPath = "spec.networking.podCIDR";
        Networking networking = spec.networking();
        Cidr pods = network(podPath, networking.podCIDR(), "10.244.0.0/16", POD_PREFIX);
        Cidr services =
                network("spec.networking.serviceCIDR", networking.serviceCIDR(), "10.96.0.0/12", SERVICE_PREFIX);
        if (pods != null && services != null && pods.addresses().overlaps(services.addresses())) {
            findings.add(podPath, "'" + pods + "' overlaps spec.networking.serviceCIDR, '" + services + "'");
        }
        if (pods != null) {
            roomForNodes(podPath, pods);
        }
        pool(pods, services);
        proxyMode(networking.proxyMode());
        endpoint(pods, services);
    }

    private void proxyMode(String mode) {
        String path = "spec.networking.proxyMode";
        findings.choice(path, mode, List.of(Networking.IPTABLES, Networking.IPVS, Networking.NFTABLES));
        Optional<KubernetesVersion> version =
                Optional.ofNullable(spec.version()).flatMap(KubernetesVersion::of);
        if (mode.equals(Networking.NFTABLES)
                && version.isPresent()
                && version.get().compareTo(KubernetesVersion.NFTABLES) < 0) {
            findings.add(
                    path,
                    "'" + mode + "' is not allowed with Kubernetes " + version.get() + "; " + KubernetesVersion.NFTABLES
                            + " or newer is needed");
        }
    }

    private void endpoint(@Nullable Cidr pods, @Nullable Cidr services) {
        String text = spec.networking().controlPlaneEndpoint();
        if (text == null) {
            return;
        }
        String path = "spec.networking.controlPlaneEndpoint";
        Optional<ControlPlaneEndpoint> parsed = ControlPlaneEndpoint.parse(text);
        if (parsed.isEmpty()) {
            findings.add(
                    path,
                    "'" + text + "' is not a host name in lower case or an IPv4 address, with a port behind it or"
                            + " without; write it like k8s.example.org:6443");
            return;
        }
        String host = parsed.get().host();
        if (host.endsWith(NodeNames.INTERNAL)) {
            findings.add(path, "'" + text + "' is a name that only nodes know; name the one that you have made");
            return;
        }
        OptionalLong address = Ipv4.parse(host);
        if (address.isEmpty()) {
            return;
        }
        AddressRange one = new Cidr(address.getAsLong(), 32).addresses();
        if (usable(path, text, one)) {
            separate(path, text, one, "spec.networking.podCIDR", pods);
            separate(path, text, one, "spec.networking.serviceCIDR", services);
        }
    }

    private void roomForNodes(String path, Cidr pods) {
        long room = 1L << (NODE_PREFIX - pods.prefix());
        long nodes =
                1 + spec.nodes().workers().stream().mapToLong(NodeSpec::count).sum();
        if (nodes > room) {
            findings.add(
                    path,
                    "'" + pods + "' is too small: each node takes a /" + NODE_PREFIX + ", which is enough for " + room
                            + " and not for " + nodes + " nodes");
        }
    }

    private @Nullable Cidr network(String path, String text, String example, Range prefixes) {
        Optional<Cidr> parsed = Cidr.parse(text);
        if (parsed.isEmpty()) {
            findings.add(path, "'" + text + "' is not an IPv4 network; write it like " + example);
            return null;
        }
        Cidr cidr = parsed.get();
        if (!prefixes.allows(cidr.prefix())) {
            findings.add(
                    path,
                    "'" + text + "' is not of a usable size; /" + prefixes.least() + " to /" + prefixes.most()
                            + " is allowed");
            return null;
        }
        if (!cidr.equals(cidr.network())) {
            findings.add(path, "'" + text + "' does not begin where its network begins; write " + cidr.network());
            return null;
        }
        return usable(path, text, cidr.addresses()) ? cidr : null;
    }

    private boolean usable(String path, String text, AddressRange addresses) {
        for (Cidr reserved : UNUSABLE) {
            if (reserved.addresses().overlaps(addresses)) {
                findings.add(path, "'" + text + "' lies in " + reserved + ", which is reserved; use a private network");
                return false;
            }
        }
        return true;
    }

    private void pool(@Nullable Cidr pods, @Nullable Cidr services) {
        String text = spec.loadBalancer().ipPool();
        if (text == null) {
            return;
        }
        String path = "spec.loadBalancer.ipPool";
        Optional<AddressRange> parsed = AddressRange.parse(text);
        if (parsed.isEmpty()) {
            findings.add(
                    path,
                    "'" + text + "' is not a range of IPv4 addresses; write it like 10.89.0.200-10.89.0.250 or"
                            + " 10.89.0.192/26");
            return;
        }
        if (!usable(path, text, parsed.get())) {
            return;
        }
        separate(path, text, parsed.get(), "spec.networking.podCIDR", pods);
        separate(path, text, parsed.get(), "spec.networking.serviceCIDR", services);
    }

    private void separate(String path, String text, AddressRange pool, String otherPath, @Nullable Cidr other) {
        if (other != null && pool.overlaps(other.addresses())) {
            findings.add(path, "'" + text + "' overlaps " + otherPath + ", '" + other + "'");
        }
    }
}
