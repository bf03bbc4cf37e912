package io.ohmykube.launcher;

import java.util.List;

/**
 * Where a machine's SSH server is.
 *
 * @param user the login; commands become root through {@code sudo -n} where this is not root
 * @param hostKeys the server's public keys as the launcher knows them by a trusted way, OpenSSH lines without a host;
 *     empty where it has no such way
 */
public record SshEndpoint(String host, int port, String user, List<String> hostKeys) {}
