package io.ohmykube.cli.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the server is to be reached, and where it keeps its runs.
 *
 * @param port 0 for any that is free
 * @param certificate a chain in PEM; null for plain HTTP, which only the loopback address allows
 * @param key its private key in PEM
 * @param database {@code postgres://} or {@code jdbc:postgresql://}; null for a file of our own
 * @param passing it is there for one command: goes on with nothing, and keeps no runs of its own
 */
public record ServerOptions(
        String address,
        int port,
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable String database,
        boolean passing) {
    /** Throws {@link IllegalArgumentException} if nothing may listen there like that. */
    public ServerOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--port: " + port + " is not a port");
        }
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("--tls-certificate and --tls-key go together");
        }
        if (certificate == null && !loopback(address)) {
            throw new IllegalArgumentException("--address: " + address
                    + " can be reached from elsewhere, so passwords would travel in the clear: give --tls-certificate"
                    + " and --tls-key, or leave the address out");
        }
    }

    /** For as long as one command runs: on this host alone, on any port that is free. */
    public static ServerOptions ofPassing() {
        return new ServerOptions("127.0.0.1", 0, null, null, null, true);
    }

    boolean encrypted() {
        return certificate != null;
    }

    private static boolean loopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("--address: there is no " + address, e);
        }
    }
}
