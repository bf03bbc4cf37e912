package io.ohmykube.launcher;

/**
 * Where a server is reached.
 *
 * @param host a name or an address
 */
public record HostPort(String host, int port) {}
