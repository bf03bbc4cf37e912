package io.ohmykube.workers.health;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterSpec;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.config.Role;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.Remotes;
import io.ohmykube.workers.health.NodeHealth.State;
import io.ohmykube.workers.kubectl.NodeObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at all nodes of a cluster at once, within a few seconds, and changes nothing. */
public final class HealthCheck implements AutoCloseable {
    /** After which a node that has not answered counts as unreachable. */
    private static final Duration LIMIT = Duration.ofSeconds(4);

    private static final Set<ClusterStatus.Phase> LIVING =
            EnumSet.of(ClusterStatus.Phase.READY, ClusterStatus.Phase.DEGRADED, ClusterStatus.Phase.FAILED);

    private final Function<String, Launcher> launchers;
    private final Remotes remotes;
    private final Runnable atEnd;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "health");
        thread.setDaemon(true);
        return thread;
    });

    /** One that shares the ways to machines. */
    public HealthCheck(Function<String, Launcher> launchers, Remotes remotes) {
        this(launchers, remotes, () -> {});
    }

    /**
     * @param launchers by name, throwing {@link io.ohmykube.launcher.LauncherException} for one that is not known
     * @param atEnd what to do when this is closed
     */
    public HealthCheck(Function<String, Launcher> launchers, Remotes remotes, Runnable atEnd) {
        this.atEnd = atEnd;
        this.launchers = launchers;
        this.remotes = remotes;
    }

    /** Whether there is anything to look at. */
    public static boolean concerns(Cluster cluster) {
        return LIVING.contains(cluster.status().phase())
                && cluster.spec().launcher() != null
                && !members(cluster).isEmpty();
    }

    /** The same as {@link #look}, while whoever asks does something else. */
    public CompletableFuture<ClusterHealth> begin(Cluster cluster) {
        return CompletableFuture.supplyAsync(() -> look(cluster), threads);
    }

    public ClusterHealth look(Cluster cluster) {
        if (!concerns(cluster)) {
            return ClusterHealth.NOT_LOOKED_AT;
        }
        List<NodeStatus> members = members(cluster);
        Launcher launcher =
                launchers.apply(Objects.requireNonNull(cluster.spec().launcher()));
        List<NodeLook> looks = looks(cluster.name(), members, launcher);
        Optional<List<NodeObject>> known = looks.stream()
                .map(NodeLook::members)
                .flatMap(Stream::ofNullable)
                .findFirst();
        boolean podNetwork =
                !ClusterSpec.NONE.equals(cluster.spec().networking().cni());
        return ClusterHealth.of(looks.stream().map(look -> judged(look, known)).toList(), podNetwork);
    }

    /** The control planes among the members whose API server answers now; each has an etcd that is one of a majority. */
    public Set<String> answering(Cluster cluster) {
        List<NodeStatus> controlPlanes = members(cluster).stream()
                .filter(node -> node.role() == Role.CONTROL_PLANE)
                .toList();
        Launcher launcher =
                launchers.apply(Objects.requireNonNull(cluster.spec().launcher()));
        return looks(cluster.name(), controlPlanes, launcher).stream()
                .filter(look -> look.members() != null)
                .map(look -> look.health().node())
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<NodeLook> looks(String cluster, List<NodeStatus> members, Launcher launcher) {
        List<Future<NodeLook>> running = members.stream()
                .map(node -> threads.submit(() -> NodeLook.at(node, launcher, cluster, remotes, LIMIT)))
                .toList();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        List<NodeLook> looks = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            looks.add(result(running.get(i), members.get(i), deadline));
        }
        return looks;
    }

    private NodeLook result(Future<NodeLook> running, NodeStatus node, long deadline) {
        try {
            return running.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | CancellationException e) {
            running.cancel(true);
            return NodeLook.late(node, LIMIT);
        } catch (InterruptedException e) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            return NodeLook.late(node, LIMIT);
        } catch (ExecutionException e) {
            throw new IllegalStateException("looking at " + node.name(), e.getCause());
        }
    }

    private static NodeHealth judged(NodeLook look, Optional<List<NodeObject>> known) {
        NodeHealth found = look.health();
        if (found.state() != State.HEALTHY) {
            return found;
        }
        if (known.isEmpty()) {
            return look.role() == Role.CONTROL_PLANE
                    ? worse(found, State.NOT_READY, "its API server does not answer: " + look.apiProblem())
                    : worse(found, State.UNKNOWN, "it can be reached, and no API server answers");
        }
        Optional<NodeObject> object = known.get().stream()
                .filter(node -> node.name().equals(found.node()))
                .findFirst();
        if (object.isEmpty()) {
            return worse(found, State.NOT_READY, "not known to the API server");
        }
        if (!object.get().ready()) {
            return worse(
                    found,
                    State.NOT_READY,
                    Objects.requireNonNullElse(object.get().message(), "the API server says no more"));
        }
        return look.apiProblem() == null
                ? found
                : worse(found, State.NOT_READY, "its API server does not answer: " + look.apiProblem());
    }

    private static NodeHealth worse(NodeHealth found, State state, String cause) {
        return new NodeHealth(found.node(), state, cause, null);
    }

    private static List<NodeStatus> members(Cluster cluster) {
        return cluster.status().nodes().stream().filter(NodeStatus::isMember).toList();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        atEnd.run();
    }
}
