package io.ohmykube.cli;

import io.ohmykube.addons.AddOnCatalogue;
import io.ohmykube.cli.operation.Plan;
import io.ohmykube.cli.operation.ProcessWords;
import io.ohmykube.cli.operation.Questions;
import io.ohmykube.cli.operation.Rejection;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.processes.Answer;
import io.ohmykube.processes.Outcome;
import io.ohmykube.processes.Progress;
import io.ohmykube.processes.Run;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes on with the run that stopped, whatever it was; begins the one that was wanted when a kill came before it. */
final class ResumePlan implements Plan {
    private final ClusterStore store;
    private final AddOnCatalogue addOns;
    private final String cluster;
    private final GlobalOptions options;
    private final @Nullable String from;
    private final @Nullable String node;
    private final @Nullable Answer answer;
    private boolean begun;
    private boolean made;
    private boolean removed;

    /**
     * @param from the step to go on from; null where the run stopped
     * @param node the node or add-on whose step is meant; null where only one can be
     */
    ResumePlan(
            ClusterStore store,
            AddOnCatalogue addOns,
            String cluster,
            GlobalOptions options,
            @Nullable String from,
            @Nullable String node) {
        this(store, addOns, cluster, options, from, node, null);
    }

    /**
     * Answers what the run asks, and goes on with it.
     *
     * @param step the question's step; null where only one question can be meant
     * @param node the node or add-on that it concerns; null where only one question can be meant
     */
    static ResumePlan answering(
            ClusterStore store,
            AddOnCatalogue addOns,
            String cluster,
            GlobalOptions options,
            @Nullable String step,
            @Nullable String node,
            Answer answer) {
        return new ResumePlan(store, addOns, cluster, options, step, node, answer);
    }

    private ResumePlan(
            ClusterStore store,
            AddOnCatalogue addOns,
            String cluster,
            GlobalOptions options,
            @Nullable String from,
            @Nullable String node,
            @Nullable Answer answer) {
        this.answer = answer;
        this.store = store;
        this.addOns = addOns;
        this.cluster = cluster;
        this.options = options;
        this.from = from;
        this.node = node;
    }

    @Override
    public String command() {
        return answer == null ? "resume" : "process approve";
    }

    @Override
    public boolean beginsRuns() {
        return false;
    }

    @Override
    public Cluster begin() {
        return store.require(cluster);
    }

    @Override
    public Optional<Task> next(Cluster found, Optional<Run> unfinished) {
        if (begun) {
            return Optional.empty();
        }
        begun = true;
        if (unfinished.isEmpty()) {
            if (answer != null) {
                requireSameAnswer(answer);
            } else if (from != null) {
                throw ExitException.badInput("--from: cluster '" + cluster + "' has no unfinished run");
            }
            return neverBegun(found);
        }
        Run run = unfinished.get();
        made = run.process().equals(ProcessWords.UP);
        removed = run.process().equals(ProcessWords.DOWN);
        if (answer != null) {
            return Optional.of(new Task.Answered(Headings.resuming(found, run), run, from, node, answer));
        }
        return Optional.of(
                from == null
                        ? new Task.Resume(Headings.resuming(found, run), run)
                        : new Task.ResumeFrom(Headings.resuming(found, run), run, from, node));
    }

    /** A kill may have come between the end of the run that was answered and the end of what it was for. */
    private void requireSameAnswer(Answer given) {
        Optional<String> last = Questions.lastAnswer(store.files(cluster));
        if (last.filter(given::agreesWith).isEmpty()) {
            throw ExitException.badInput("nothing is asked on cluster '" + cluster + "'"
                    + last.map(said -> "; the last answer was: " + said).orElse(""));
        }
    }

    /** What the cluster's file says was wanted last, if a kill came before its run had begun or after it had ended. */
    private Optional<Task> neverBegun(Cluster found) {
        Starts starts = new Starts(options);
        return switch (found.status().phase()) {
            case PENDING, CREATING -> {
                made = true;
                yield Optional.of(starts.up(ProcessWords.command(ProcessWords.UP), found, addOns, false));
            }
            case DELETING -> {
                if (wasRejected()) {
                    store.update(cluster, Rejection::atRest);
                    yield Optional.empty();
                }
                removed = true;
                yield new Removal(store, cluster).isDue()
                        ? Optional.empty()
                        : Optional.of(starts.down(ProcessWords.command(ProcessWords.DOWN), found, false));
            }
            case READY, DEGRADED -> {
                List<String> workers = Starts.unmade(found);
                List<String> controlPlanes = Starts.unmadeControlPlanes(found);
                yield wasGivenUp() || wasRejected() || (workers.isEmpty() && controlPlanes.isEmpty())
                        ? Optional.empty()
                        : Optional.of(starts.add(
                                ProcessWords.command(ProcessWords.ADD), found, workers, controlPlanes, false));
            }
            case FAILED, STOPPED -> Optional.empty();
        };
    }

    /** Whether the newest run was given up: then nobody wants what it did not make. */
    private boolean wasGivenUp() {
        return Progress.read(store.files(cluster))
                .filter(newest -> newest.state() == Outcome.State.CANCELLED)
                .isPresent();
    }

    private boolean wasRejected() {
        return Progress.read(store.files(cluster))
                .filter(newest -> newest.state() == Outcome.State.REJECTED)
                .isPresent();
    }

    @Override
    public void completed() {
        if (removed) {
            new Removal(store, cluster).end();
        }
    }

    @Override
    public String summary(boolean changed) {
        if (removed) {
            return "Cluster " + cluster + " is removed.";
        }
        if (made) {
            return "Cluster " + cluster + " is ready; use it with: export KUBECONFIG="
                    + store.files(cluster).kubeconfig();
        }
        return changed ? "Cluster " + cluster + " is done." : "Nothing to resume on cluster " + cluster + ".";
    }
}
