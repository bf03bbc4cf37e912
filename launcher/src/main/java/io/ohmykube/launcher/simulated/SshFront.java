package io.ohmykube.launcher.simulated;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * The SSH side of all machines of this process: one server that listens on one port for each machine and takes the
 * machine's keys by the port, so that a machine costs a socket and no threads.
 */
final class SshFront implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Map<Integer, Door> doors = new ConcurrentHashMap<>();
    private final AtomicInteger threads = new AtomicInteger();
    private final ExecutorService commands =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);
    private final ManyPortServer server = ManyPortServer.create();

    private final String user;

    /** @param user the only login */
    SshFront(String user) {
        this.user = user;
        server.setKeyPairProvider(new HostKeys());
        server.setPublickeyAuthenticator((login, key, session) -> mayLogIn(session, login, key));
        server.setCommandFactory(this::command);
    }

    /** What stands behind a port: a machine's keys, and what runs its commands. */
    record Door(MachineRecord machine, Shell shell) {}

    /** Understands command lines on the machine behind a door. */
    interface Shell {
        RemoteCommand.Work command(String line);
    }

    /** Starts to listen for a machine; returns the port. */
    synchronized int open(Door door) throws IOException {
        int port = server.listen();
        doors.put(port, door);
        return port;
    }

    /** Stops listening on this port and breaks the connections that came by it. */
    synchronized void close(int port) {
        doors.remove(port);
        server.unlisten(port);
    }

    @Override
    public synchronized void close() throws IOException {
        server.stop(true);
        commands.shutdownNow();
        try {
            // What was cancelled writes that down, in files that whoever closes this may remove next.
            commands.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "simulated-" + threads.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    private @Nullable Door door(@Nullable SessionContext session) {
        return session == null ? null : doors.get(ManyPortServer.port(session));
    }

    private Command command(ChannelSession channel, String line) throws IOException {
        Door door = door(channel.getServerSession());
        if (door == null) {
            throw new IOException("simulated: the machine has gone");
        }
        return new RemoteCommand(door.shell().command(line), commands);
    }

    private boolean mayLogIn(SessionContext session, String login, PublicKey key) {
        Door door = door(session);
        if (door == null || !login.equals(user)) {
            return false;
        }
        try {
            PublicKey authorized = AuthorizedKeyEntry.parseAuthorizedKeyEntry(
                            door.machine().authorizedKey())
                    .resolvePublicKey(session, PublicKeyEntryResolver.FAILING);
            return KeyUtils.compareKeys(authorized, key);
        } catch (IOException | GeneralSecurityException e) {
            return false;
        }
    }

    /** The host key of the machine that a connection came to. */
    private final class HostKeys implements KeyPairProvider {
        @Override
        public Iterable<KeyPair> loadKeys(SessionContext session) {
            Door door = door(session);
            return door == null ? List.of() : List.of(door.machine().hostKey().pair());
        }
    }
}
