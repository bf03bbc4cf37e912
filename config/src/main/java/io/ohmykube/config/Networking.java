package io.ohmykube.config;

/**
 * The cluster's networks. {@code cni} is the name of an add-on or {@link ClusterSpec#NONE}; CIDRs are IPv4.
 *
 * @param proxyMode how kube-proxy leads connections to Services: {@link #IPTABLES}, {@link #IPVS} or {@link #NFTABLES}
 */
public record Networking(String cni, String podCIDR, String serviceCIDR, String proxyMode) {
    public static final String IPTABLES = "iptables";
    public static final String IPVS = "ipvs";
    public static final String NFTABLES = "nftables";

    /** With the mode that every version of Kubernetes has. */
    public Networking(String cni, String podCIDR, String serviceCIDR) {
        this(cni, podCIDR, serviceCIDR, IPTABLES);
    }
}
