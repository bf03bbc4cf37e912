package io.ohmykube.cli;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cli.operation.Plan;
import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.cli.server.Refusal;
import io.ohmykube.cli.server.Work;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterDefaults;
import io.ohmykube.config.ClusterRequest;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.ClusterValidator;
import io.ohmykube.config.InvalidClusterException;
import io.ohmykube.config.Role;
import io.ohmykube.config.TimeToLive;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.processes.Answer;
import io.ohmykube.processes.ClusterBusyException;
import io.ohmykube.processes.RunChangeException;
import io.ohmykube.processes.workflow.InvalidWorkflowException;
import io.ohmykube.processes.workflow.WorkflowFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The plans of commands, for the server. */
final class ServedWork implements Work {
    private final Session session;
    private final Wiring wiring;
    private final ClusterStore store;

    ServedWork(Session session, Wiring wiring) {
        this.session = session;
        this.wiring = wiring;
        this.store = session.store();
    }

    @Override
    public Order create(String document) {
        ClusterRequest request = ClusterRequest.ofYaml(document, "the document")
                .withoutFiles()
                .livingFrom(session.clock().instant());
        String name = request.name().orElse(ClusterDefaults.NAME);
        ClusterValidator validator = NewCluster.validator(wiring, false);
        if (store.find(name).isPresent()) {
            throw new Refusal(Refusal.Kind.CONFLICT, "there is a cluster '" + name + "' already");
        }
        Cluster asked = NodeSources.of(new SourceOptions().cacheOptions(session.environment()), request)
                .create(name, validator);
        Cluster cluster = new NewCluster(session, wiring, validator).resolve(asked);
        new Introduction(session, wiring.firstContact()).make(cluster, false);
        return new Order(name, new UpPlan(store, wiring.addOns(), cluster, request, validator, session, false));
    }

    @Override
    public Plan add(String cluster, NewNodes nodes) {
        Cluster found = store.require(cluster);
        AtRest.refuse(found);
        String group = role(nodes.role()) == Role.WORKER ? "spec.nodes.workers[*]." : "spec.nodes.master.";
        ClusterRequest request = ClusterRequest.empty()
                .with(group + "count", nodes.count() == null ? Integer.valueOf(1) : nodes.count(), "count")
                .with(group + "resources.cpu", nodes.cpu(), "cpu")
                .with(group + "resources.memory", nodes.memory(), "memory")
                .with(group + "resources.disk", nodes.disk(), "disk");
        ClusterValidator validator = NewCluster.validator(wiring, false);
        request.add(found, List.of(), validator);
        return new AddPlan(store, cluster, request, List.of(), validator, false, wiring::answering, session.options());
    }

    @Override
    public Plan delete(String cluster, List<String> nodes, boolean force) {
        Cluster found = store.require(cluster);
        AtRest.refuse(found);
        new ControlPlaneRemoval(found, nodes).requireOneLeft();
        return new DeletePlan(store, cluster, nodes, force, false, wiring::answering, session.options());
    }

    @Override
    public Plan down(String cluster, boolean force) {
        return new DownPlan(store, cluster, force, session.options());
    }

    @Override
    public Plan resume(String cluster, @Nullable String from, @Nullable String node) {
        if (node != null && from == null) {
            throw new Refusal(Refusal.Kind.INVALID, "node: goes with 'from' only");
        }
        return new ResumePlan(store, wiring.addOns(), cluster, session.options(), from, node);
    }

    @Override
    public Plan answer(String cluster, String step, @Nullable String node, Answer answer) {
        return ResumePlan.answering(store, wiring.addOns(), cluster, session.options(), step, node, answer);
    }

    @Override
    public Plan cancel(String cluster) {
        return new CancelPlan(store, cluster);
    }

    @Override
    public Cluster live(String cluster, @Nullable String time) {
        TimeToLive read = time == null
                ? null
                : TimeToLive.read(time)
                        .orElseThrow(() -> new Refusal(Refusal.Kind.INVALID, "ttl: " + TimeToLive.refusal(time)));
        return new Lifetime(store, cluster, session.clock()).set(read);
    }

    @Override
    public List<Installable> addOns() {
        return Stream.of("cni", "csi", "load-balancer")
                .flatMap(kind -> wiring.addOns().names(kind).stream().map(name -> new Installable(name, kind)))
                .toList();
    }

    @Override
    public Optional<byte[]> workflow(String process) {
        return wiring.workflows().current().find(process).map(WorkflowFile::content);
    }

    @Override
    public Optional<Refusal> explain(RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof Refusal refusal) {
            return Optional.of(refusal);
        }
        if (failure instanceof ClusterBusyException) {
            return Optional.of(new Refusal(Refusal.Kind.BUSY, message));
        }
        if (failure instanceof ExitException exit) {
            boolean input = exit.exitCode() == ExitCode.BAD_INPUT;
            return Optional.of(new Refusal(input ? Refusal.Kind.INVALID : Refusal.Kind.CONFLICT, message));
        }
        if (failure instanceof InvalidClusterException invalid) {
            return Optional.of(new Refusal(
                    Refusal.Kind.INVALID,
                    "the cluster makes no sense like this",
                    invalid.problems().stream().map(Object::toString).toList()));
        }
        if (failure instanceof InvalidWorkflowException || failure instanceof RunChangeException) {
            return Optional.of(new Refusal(Refusal.Kind.CONFLICT, message));
        }
        if (failure instanceof CacheException || failure instanceof LauncherException) {
            return Optional.of(new Refusal(Refusal.Kind.FAILED, message));
        }
        return Optional.empty();
    }

    private static Role role(@Nullable String word) {
        try {
            return word == null ? Role.WORKER : Role.of(word);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.Kind.INVALID, "role: worker or control-plane");
        }
    }
}
