package io.ohmykube.workers.delegate;

import io.ohmykube.addons.AddOn;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.workers.contract.PermanentStepException;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepHistory;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.kubectl.Kubectl;
import io.ohmykube.workers.kubectl.NotReadyException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/**
 * Waits until an add-on's workloads are available. They need nodes that other steps are still making, and the pod network,
 * so the wait ends early once one of those steps has failed for good: a person need not sit it out to be told. What else
 * fails has nothing to do with it.
 */
final class AwaitAddOnDelegate implements StepDelegate {
    /** How long to wait before looking at the other steps. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final NodeFinder nodes;
    private final AddOnParts addOns;
    private final StepHistory history;
    private final Deadlines deadlines;

    AwaitAddOnDelegate(NodeFinder nodes, AddOnParts addOns, StepHistory history, Deadlines deadlines) {
        this.nodes = nodes;
        this.addOns = addOns;
        this.history = history;
        this.deadlines = deadlines;
    }

    @Override
    public @Nullable String run(DelegateExecution execution) {
        AddOn addOn = addOns.wanted(execution);
        NodeAccess controlPlane = nodes.controlPlane(execution);
        if (!AddOnParts.hasPodNetwork(controlPlane.cluster())) {
            return "not waited for: without a CNI its pods cannot run yet";
        }
        Kubectl kubectl = controlPlane.kubectl();
        String run = StepRun.root(execution);
        Set<String> needs = AddOnParts.needs(addOn, controlPlane.cluster());
        addOn.ready().forEach(workload -> await(kubectl, workload, () -> obstacle(execution, run, needs)));
        return null;
    }

    /** Nodes are those that are wanted now: one may have been given up since the run began. */
    private Optional<StepHistory.Failed> obstacle(DelegateExecution execution, String run, Set<String> needs) {
        List<StepHistory.Failed> failed = history.failedSteps(run);
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        Set<String> needed =
                nodes.cluster(execution).nodes().stream().map(NodeSpec::name).collect(Collectors.toSet());
        needed.addAll(needs);
        return failed.stream()
                .filter(step -> needed.contains(Objects.requireNonNullElse(step.subject(), "")))
                .findFirst();
    }

    private void await(Kubectl kubectl, AddOn.Workload workload, Supplier<Optional<StepHistory.Failed>> obstacle) {
        long deadline = System.nanoTime() + deadlines.ready().toNanos();
        while (true) {
            try {
                kubectl.awaitAvailable(workload.kind(), workload.namespace(), workload.name(), PATIENCE);
                return;
            } catch (NotReadyException e) {
                Optional<StepHistory.Failed> failed = obstacle.get();
                if (failed.isPresent()) {
                    throw new PermanentStepException(
                            "no longer waited for, because '" + failed.get() + "' has failed; " + e.getMessage(), e);
                }
                if (System.nanoTime() - deadline >= 0) {
                    throw e;
                }
            }
        }
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("waits for the add-on's workloads; not without a CNI, and no longer once a node or "
                        + "what the add-on needs has failed for good")
                .looksAt("API")
                .reads(StepInput.ADD_ON, StepInput.CONTROL_PLANE);
    }
}
