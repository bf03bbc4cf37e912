package io.ohmykube.config;

import org.jspecify.annotations.Nullable;

/**
 * The cluster's networks. {@code cni} is the name of an add-on or {@link ClusterSpec#NONE}; CIDRs are IPv4.
 *
 * @param proxyMode how kube-proxy leads connections to Services: {@link #IPTABLES}, {@link #IPVS} or {@link #NFTABLES}
 * @param controlPlaneEndpoint a load balancer or virtual address before the control planes that the user operates, as
 *     {@code host} or {@code host:port}; null where there is none
 */
public record Networking(
        String cni, String podCIDR, String serviceCIDR, String proxyMode, @Nullable String controlPlaneEndpoint) {
    public static final String IPTABLES = "iptables";
    public static final String IPVS = "ipvs";
    public static final String NFTABLES = "nftables";

    /** With the mode that every version of Kubernetes has, and nothing of the user's before the control planes. */
    public Networking(String cni, String podCIDR, String serviceCIDR) {
        this(cni, podCIDR, serviceCIDR, IPTABLES, null);
    }
}
