package io.ohmykube.launcher.simulated;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.util.security.SecurityProviderRegistrar;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;

/** One SSH server that listens on many ports of the loopback. It offers AES-256 and public keys only. */
final class ManyPortServer extends SshServer {
    private static final int IO_THREADS = 3;

    /** Bytes that may arrive on a channel before they are read; a connection keeps no more than that in memory. */
    private static final long WINDOW = 256 * 1024;

    private ManyPortServer() {}

    static ManyPortServer create() {
        // All of it is in the JDK's own providers; loading others takes time and memory.
        for (String provider : List.of("BC", "EdDSA")) {
            System.setProperty(SecurityProviderRegistrar.CONFIG_PROP_BASE + "." + provider + ".enabled", "false");
        }
        ManyPortServer server = (ManyPortServer) ServerBuilder.builder()
                .factory(ManyPortServer::new)
                .keyExchangeFactories(List.of(
                        ServerBuilder.DH2KEX.apply(BuiltinDHFactories.curve25519),
                        ServerBuilder.DH2KEX.apply(BuiltinDHFactories.ecdhp256)))
                .cipherFactories(List.of(BuiltinCiphers.aes256gcm, BuiltinCiphers.aes256ctr))
                .macFactories(List.of(BuiltinMacs.hmacsha256etm, BuiltinMacs.hmacsha512etm, BuiltinMacs.hmacsha256))
                .signatureFactories(
                        List.of(BuiltinSignatures.nistp256, BuiltinSignatures.rsaSHA512, BuiltinSignatures.rsaSHA256))
                .build();
        server.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        CoreModuleProperties.NIO_WORKERS.set(server, IO_THREADS);
        CoreModuleProperties.WINDOW_SIZE.set(server, WINDOW);
        // Answers are small; without this each would wait some 40 ms for the other side's delayed acknowledgement.
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
        CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "OhMyKube-simulated");
        return server;
    }

    /** Listens on one more port, chosen by the system. */
    int listen() throws IOException {
        if (!isStarted()) {
            setPort(0);
            start();
            return getPort();
        }
        Set<SocketAddress> before = new HashSet<>(acceptor.getBoundAddresses());
        acceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return acceptor.getBoundAddresses().stream()
                .filter(address -> !before.contains(address))
                .mapToInt(address -> ((InetSocketAddress) address).getPort())
                .findFirst()
                .orElseThrow(() -> new IOException("simulated: no port could be bound"));
    }

    /** Stops listening on a port and breaks the connections that came by it. */
    void unlisten(int port) {
        if (!isStarted()) {
            return;
        }
        acceptor.unbind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        for (AbstractSession session : getActiveSessions()) {
            if (port(session) == port) {
                session.close(true);
            }
        }
    }

    /** The port that a session came by. */
    static int port(SessionContext session) {
        SocketAddress local = session.getLocalAddress();
        return local instanceof InetSocketAddress address ? address.getPort() : -1;
    }
}
