package io.ohmykube.config;

import org.jspecify.annotations.Nullable;

/**
 * How a machine that its user already owns is reached over SSH.
 *
 * @param address an IPv4 address or a host name
 * @param user who logs in; one who is not root may become root with {@code sudo} without a password
 * @param key the file of the user's private key, from {@code /} or {@code ~/} on; null means whatever the SSH agent or
 *     the user's own key files offer
 */
public record HostAccess(String address, int port, String user, @Nullable String key) {
    /** The launcher that works with such machines. */
    public static final String LAUNCHER = "hosts";

    static final int PORT = 22;
    static final String USER = "root";

    /** With the usual port and user where none is named. */
    public static HostAccess of(String address, @Nullable Integer port, @Nullable String user, @Nullable String key) {
        return new HostAccess(address, port == null ? PORT : port, user == null ? USER : user, key);
    }

    /** As a person would write it: {@code user@address}, with the port where it is not the usual one. */
    public String shown() {
        return user + "@" + address + (port == PORT ? "" : ":" + port);
    }
}
