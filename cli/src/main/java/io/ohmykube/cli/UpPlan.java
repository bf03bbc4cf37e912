package io.ohmykube.cli;

import io.ohmykube.addons.AddOnCatalogue;
import io.ohmykube.cli.operation.Plan;
import io.ohmykube.cli.operation.ProcessWords;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterChange;
import io.ohmykube.config.ClusterRequest;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.ClusterValidator;
import io.ohmykube.processes.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a cluster; finishes one that is half made; makes what one that exists lacks of what is asked. */
final class UpPlan implements Plan {
    private final ClusterStore store;
    private final AddOnCatalogue addOns;
    private final Cluster created;
    private final ClusterRequest request;
    private final ClusterValidator validator;
    private final GlobalOptions options;
    private final TimeLeft timeLeft;
    private final boolean mergeKubeconfig;
    private boolean saved;

    /**
     * @param created what to make where there is no cluster of its name yet, or the one there is
     * @param request what was asked, to compare with a cluster that exists
     */
    UpPlan(
            ClusterStore store,
            AddOnCatalogue addOns,
            Cluster created,
            ClusterRequest request,
            ClusterValidator validator,
            Session session,
            boolean mergeKubeconfig) {
        this.store = store;
        this.addOns = addOns;
        this.created = created;
        this.request = request;
        this.validator = validator;
        this.options = session.options();
        this.timeLeft = new TimeLeft(session);
        this.mergeKubeconfig = mergeKubeconfig;
    }

    @Override
    public String command() {
        return "up";
    }

    @Override
    public Cluster begin() {
        Optional<Cluster> existing = store.find(created.name());
        if (existing.isPresent()) {
            return living(existing.get());
        }
        Cluster begun = created.withStatus(status -> status.withPhase(ClusterStatus.Phase.CREATING));
        store.save(begun);
        saved = true;
        return begun;
    }

    /** Whatever else there is to do, or nothing: a time to live that was asked for begins anew. */
    private Cluster living(Cluster found) {
        Optional<Instant> expires = request.expires();
        return expires.isEmpty() || found.status().phase() == ClusterStatus.Phase.DELETING
                ? found
                : store.update(found.name(), stored -> stored.withExpires(expires.get()));
    }

    @Override
    public boolean hasBegun() {
        return saved;
    }

    @Override
    public Optional<Task> next(Cluster found, Optional<Run> unfinished) {
        if (unfinished.isPresent()) {
            return Optional.of(resume(found, unfinished.get()));
        }
        return switch (found.status().phase()) {
            // Nothing is unfinished: what is known of a degraded cluster's last run is lost, so every step looks anew.
            case PENDING, CREATING, FAILED, DEGRADED ->
                Optional.of(new Starts(options).up(command(), found, addOns, mergeKubeconfig));
            case READY -> reconcile(found);
            case STOPPED -> start(found);
            case DELETING ->
                throw ExitException.failed("cluster '" + found.name()
                        + "' is being removed; finish it with 'ohmykube --name " + found.name() + " down'");
        };
    }

    private static Task resume(Cluster found, Run run) {
        if (run.process().equals(ProcessWords.DOWN)) {
            throw ExitException.failed("cluster '" + found.name()
                    + "' is being removed; finish it with 'ohmykube --name " + found.name() + " resume'");
        }
        return new Task.Resume(Headings.resuming(found, run), run);
    }

    private Optional<Task> start(Cluster found) {
        Members all = new RestChoice(found).toStart(List.of());
        return Optional.of(
                new Starts(options).rest(command(), found, RestPlan.Kind.START, all, false, true, mergeKubeconfig));
    }

    /** New workers that are asked for, and nodes wanted before that were never made to the end. */
    private Optional<Task> reconcile(Cluster found) {
        ClusterChange change = request.change(found, validator);
        List<String> missing = new ArrayList<>(Starts.unmade(found));
        missing.addAll(change.added());
        List<String> controlPlanes = Starts.unmadeControlPlanes(found);
        if (missing.isEmpty() && controlPlanes.isEmpty()) {
            return Optional.empty();
        }
        Cluster wanted = store.update(
                found.name(), stored -> stored.withSpec(change.wanted().spec()));
        return Optional.of(new Starts(options).add(command(), wanted, missing, controlPlanes, mergeKubeconfig));
    }

    @Override
    public String summary(boolean changed) {
        return (changed ? "Cluster " + created.name() + " is ready" : "Cluster " + created.name() + " is up to date")
                + "; use it with: export KUBECONFIG="
                + store.files(created.name()).kubeconfig()
                + expiring().map(cluster -> "\n" + timeLeft.sentence(cluster)).orElse("");
    }

    @Override
    public Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("kubeconfig", store.files(created.name()).kubeconfig().toString());
        expiring().flatMap(Cluster::expires).ifPresent(expires -> details.put("expires", expires.toString()));
        return details;
    }

    private Optional<Cluster> expiring() {
        return store.find(created.name()).filter(cluster -> cluster.expires().isPresent());
    }
}
