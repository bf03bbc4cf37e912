package io.ohmykube.config;

import org.jspecify.annotations.Nullable;

/**
 * How Services of type LoadBalancer get addresses.
 *
 * @param type the name of an add-on or {@code none}
 * @param ipPool a range {@code a.b.c.d-a.b.c.e} or a CIDR; null derives one from the nodes' network
 */
public record LoadBalancer(String type, @Nullable String ipPool) {}
