package io.ohmykube.addons;

/**
 * What the add-ons of one cluster are rendered with.
 *
 * @param ipPool the addresses for LoadBalancer Services, a range or a CIDR
 */
public record AddOnContext(String clusterName, String podCIDR, String ipPool) {}
