package io.ohmykube.launcher.ssh;

import io.ohmykube.launcher.SshEndpoint;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import net.schmizz.concurrent.Promise;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.transport.TransportException;
import org.jspecify.annotations.Nullable;

/** One open connection to a machine, shared by all commands on it. */
final class SshConnection implements AutoCloseable {
    /** OpenSSH takes ten sessions in one connection by default; one is left for ending a command. */
    private static final int SESSIONS = 9;

    private final SSHClient client;
    private final SshEndpoint endpoint;
    private final Semaphore sessions = new Semaphore(SESSIONS, true);
    private volatile long heartbeatSent;
    private volatile boolean heartbeatUnderWay;
    private volatile boolean abandoned;
    private volatile @Nullable Promise<SSHPacket, ConnectionException> answer;

    SshConnection(SSHClient client, SshEndpoint endpoint) {
        this.client = client;
        this.endpoint = endpoint;
        // Before the library tells its channels that the connection has ended, and long before it calls itself closed:
        // a channel that is opened in between would hear of it never.
        client.getTransport().setDisconnectListener((reason, message) -> abandoned = true);
    }

    boolean usable(SshEndpoint wanted) {
        return alive() && endpoint.equals(wanted);
    }

    boolean alive() {
        return !abandoned && client.isConnected() && client.getTransport().isRunning();
    }

    /** Held by every command while it runs. */
    Semaphore sessions() {
        return sessions;
    }

    Session open() throws IOException {
        if (!client.isConnected() || !client.isAuthenticated()) {
            throw closedMeanwhile();
        }
        SharedWindow session = new SharedWindow(client.getConnection());
        if (abandoned) {
            throw closedMeanwhile();
        }
        session.open();
        return session;
    }

    private static TransportException closedMeanwhile() {
        return new TransportException("the connection was closed meanwhile");
    }

    /** Asks for a sign of life. May block when the way to the machine is blocked. */
    void sendHeartbeat() throws TransportException {
        Promise<SSHPacket, ConnectionException> last = answer;
        if (last != null && !last.isFulfilled()) {
            return;
        }
        heartbeatSent = System.nanoTime();
        heartbeatUnderWay = true;
        answer = client.getConnection().sendGlobalRequest("keepalive@openssh.com", true, new byte[0]);
        heartbeatUnderWay = false;
    }

    /** How long the machine has owed us a sign of life, in nanoseconds; 0 when it owes none. */
    long silence() {
        Promise<SSHPacket, ConnectionException> last = answer;
        boolean owed = heartbeatUnderWay || (last != null && !last.isFulfilled());
        return owed ? System.nanoTime() - heartbeatSent : 0;
    }

    /** Gives the connection up: everything that waits on it fails with this reason. */
    void abandon(String reason) {
        abandoned = true;
        try {
            // First the socket: a thread stuck in writing to it holds a lock that the library takes to report the end.
            client.getSocket().close();
        } catch (IOException e) {
            // It is gone either way.
        }
        client.getTransport().die(new TransportException(reason));
    }

    @Override
    public void close() {
        try {
            client.disconnect();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
