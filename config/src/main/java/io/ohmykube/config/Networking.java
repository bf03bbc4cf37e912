package io.ohmykube.config;

/** The cluster's networks. {@code cni} is the name of an add-on or {@link ClusterSpec#NONE}; CIDRs are IPv4. */
public record Networking(String cni, String podCIDR, String serviceCIDR) {}
