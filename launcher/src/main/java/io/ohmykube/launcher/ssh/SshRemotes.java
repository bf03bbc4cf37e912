package io.ohmykube.launcher.ssh;

import io.ohmykube.config.ClusterStore;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.Remote;
import io.ohmykube.launcher.Remotes;
import io.ohmykube.launcher.SshEndpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Ways to machines over SSH, by the key of their cluster. Keys, known hosts and logs are in the cluster's files. */
public final class SshRemotes implements Remotes {
    private static final int THREAD_IDLE_SECONDS = 5;

    private final ClusterStore store;
    private final boolean logged;
    private final SshConnector connector = new SshConnector();
    private final Map<String, KnownHosts> knownHosts = new ConcurrentHashMap<>();
    private final Map<Node, NodeConnections> nodes = new ConcurrentHashMap<>();
    private final ExecutorService streams;
    private final Heartbeat heartbeat;

    public SshRemotes(ClusterStore store) {
        this(store, true);
    }

    /** Ways to machines for looks that are taken again and again: what is done is written to no node's log. */
    public static SshRemotes unlogged(ClusterStore store) {
        return new SshRemotes(store, false);
    }

    private SshRemotes(ClusterStore store, boolean logged) {
        this.store = store;
        this.logged = logged;
        AtomicInteger number = new AtomicInteger();
        streams = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, THREAD_IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "ssh-stream-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        heartbeat = new Heartbeat(() ->
                nodes.values().stream().flatMap(node -> node.open().stream()).toList());
    }

    @Override
    public Remote to(Machine machine) {
        SshEndpoint endpoint = running(machine);
        NodeConnections node = node(machine);
        return new SshRemote(node, endpoint, streams, node.log());
    }

    @Override
    public Remote to(Machine machine, Path log) {
        SshEndpoint endpoint = running(machine);
        NodeConnections node = node(machine);
        return new SshRemote(node, endpoint, streams, node.log().and(new StepLog(log, machine.name())));
    }

    private static SshEndpoint running(Machine machine) {
        SshEndpoint endpoint = machine.ssh();
        if (machine.state() != Machine.State.RUNNING || endpoint == null) {
            throw new IllegalArgumentException(machine.name() + " is not running");
        }
        return endpoint;
    }

    @Override
    public void trust(Machine machine) {
        List<String> keys = Objects.requireNonNull(machine.ssh(), machine.name() + " is not running")
                .hostKeys();
        node(machine).trust(keys);
    }

    @Override
    public void forget(String cluster, String node) {
        NodeConnections forgotten = nodes.remove(new Node(cluster, node));
        if (forgotten != null) {
            forgotten.end();
        }
        knownHosts(cluster).replace(node, List.of());
    }

    @Override
    public void close() {
        heartbeat.close();
        nodes.values().forEach(NodeConnections::end);
        nodes.clear();
        streams.shutdownNow();
    }

    private NodeConnections node(Machine machine) {
        return nodes.computeIfAbsent(
                new Node(machine.cluster(), machine.name()),
                key -> new NodeConnections(
                        key.name(), store.files(key.cluster()), knownHosts(key.cluster()), connector, logged));
    }

    private KnownHosts knownHosts(String cluster) {
        return knownHosts.computeIfAbsent(
                cluster, name -> new KnownHosts(store.files(name).knownHosts()));
    }

    private record Node(String cluster, String name) {}
}
