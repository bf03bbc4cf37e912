package io.ohmykube.launcher.ssh;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.launcher.CommandInterruptedException;
import io.ohmykube.launcher.HostKeyMismatchException;
import io.ohmykube.launcher.LoginRefusedException;
import io.ohmykube.launcher.RemoteException;
import io.ohmykube.launcher.SshEndpoint;
import io.ohmykube.launcher.UnreachableException;
import java.io.IOException;
import java.time.Duration;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;

/** Opens connections and says in our words why one cannot be opened. */
final class SshConnector {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(20);

    /** For opening and closing a session; what runs in it has a timeout of its own. */
    private static final Duration CHANNEL_TIMEOUT = Duration.ofSeconds(60);

    /** Per session, kept small since there are many; enough for 100 MB/s at a round trip of 5 ms. */
    private static final int WINDOW = 512 * 1024;

    private final Algorithms algorithms = new Algorithms();

    SshConnection connect(String node, SshEndpoint endpoint, ClusterFiles files, KnownHosts knownHosts) {
        String place = endpoint.user() + "@" + endpoint.host() + ":" + endpoint.port();
        HostKeyCheck hostKey = new HostKeyCheck(knownHosts, files.knownHosts(), node);
        SSHClient client = new SSHClient(algorithms);
        client.addHostKeyVerifier(hostKey);
        client.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
        client.getTransport().setTimeoutMs((int) HANDSHAKE_TIMEOUT.toMillis());
        boolean open = false;
        try {
            client.connect(endpoint.host(), endpoint.port());
            client.getSocket().setTcpNoDelay(true);
            client.authPublickey(endpoint.user(), PrivateKeyFile.read(files.privateKey()));
            client.getConnection().setTimeoutMs((int) CHANNEL_TIMEOUT.toMillis());
            client.getConnection().setWindowSize(WINDOW);
            open = true;
            return new SshConnection(client, endpoint);
        } catch (IOException e) {
            throw translate(node, place, hostKey, e);
        } finally {
            if (!open) {
                close(client);
            }
        }
    }

    private static RemoteException translate(String node, String place, HostKeyCheck hostKey, IOException e) {
        String mismatch = hostKey.mismatch();
        if (mismatch != null) {
            return new HostKeyMismatchException(node, mismatch);
        }
        if (Interruption.isCauseOf(e)) {
            Thread.currentThread().interrupt();
            return new CommandInterruptedException(node, "connecting to " + place, e);
        }
        if (e instanceof UserAuthException && !lost(e)) {
            return new LoginRefusedException(node, place + " refuses our key: " + e.getMessage(), e);
        }
        String message = String.valueOf(e.getMessage());
        if (e instanceof TransportException && message.startsWith("Unable to reach a settlement")) {
            return new LoginRefusedException(
                    node, place + " and we have no algorithm in common (ours and theirs follow): " + message, e);
        }
        return new UnreachableException(node, place + " cannot be reached: " + message, e);
    }

    /** A connection that breaks during the login is no refusal. */
    private static boolean lost(IOException e) {
        return e.getCause() instanceof TransportException;
    }

    private static void close(SSHClient client) {
        try {
            client.close();
        } catch (IOException e) {
            // Why it could not be opened is on its way to the caller already.
        }
    }
}
