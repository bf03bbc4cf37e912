package io.ohmykube.launcher.ssh;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.launcher.CommandInterruptedException;
import io.ohmykube.launcher.SshEndpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A node's one connection, made when it is first needed and again when it broke, and what belongs to the node. */
final class NodeConnections implements AutoCloseable {
    private final String node;
    private final ClusterFiles files;
    private final KnownHosts knownHosts;
    private final SshConnector connector;
    private final NodeLog log;
    private final CommandId.Sequence ids = new CommandId.Sequence();
    private final Map<CommandId, Termination.Reason> orphans = new ConcurrentHashMap<>();
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile @Nullable SshConnection connection;

    NodeConnections(String node, ClusterFiles files, KnownHosts knownHosts, SshConnector connector, boolean logged) {
        this.node = node;
        this.files = files;
        this.knownHosts = knownHosts;
        this.connector = connector;
        this.log = new NodeLog(files.nodeLog(node), logged);
    }

    String node() {
        return node;
    }

    CommandId nextId() {
        return ids.next();
    }

    NodeLog log() {
        return log;
    }

    /** Remembers that a command may still run on the machine although its connection broke. */
    void orphaned(CommandId id, Termination.Reason reason) {
        orphans.put(id, reason);
    }

    Optional<SshConnection> open() {
        return Optional.ofNullable(connection);
    }

    /** The open connection, or a new one in place of one that broke or leads elsewhere. */
    SshConnection to(SshEndpoint endpoint) {
        SshConnection open = connection;
        if (open != null && open.usable(endpoint)) {
            return open;
        }
        try {
            connecting.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandInterruptedException(node, "connecting to " + endpoint.host(), e);
        }
        try {
            SshConnection current = connection;
            if (current != null && current.usable(endpoint)) {
                return current;
            }
            close();
            SshConnection made = connector.connect(node, endpoint, files, knownHosts);
            connection = made;
            endOrphans(made, endpoint);
            return made;
        } finally {
            connecting.unlock();
        }
    }

    /** A command of ours must not go on beside the next attempt at the same step. */
    private void endOrphans(SshConnection made, SshEndpoint endpoint) {
        for (CommandId id : List.copyOf(orphans.keySet())) {
            Termination.Reason reason = orphans.getOrDefault(id, Termination.Reason.DISCONNECTED);
            if (Termination.of(id, reason, endpoint).on(made)) {
                log.line(id, '=', "ended after its connection had been lost");
                orphans.remove(id);
            }
        }
    }

    void trust(List<String> hostKeys) {
        // Where the launcher knows no key, whichever the machine shows first is recorded then.
        knownHosts.replace(node, hostKeys);
    }

    @Override
    public void close() {
        SshConnection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    /** Ends the use of this node: its connection and its log. */
    void end() {
        close();
        log.close();
    }
}
