package io.ohmykube.workers.delegate;

import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.kubectl.Kubectl;
import io.ohmykube.workers.kubectl.NotReadyException;
import io.ohmykube.workers.script.Script;
import java.time.Instant;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * Waits until a node's kubelet has reported since it was started. What the API server says of a node whose machine was
 * away is from before, and may call it ready.
 */
final class AwaitNodeDelegate implements StepDelegate {
    private static final Script KUBELET_SINCE = new Script("kubelet-since");

    private final NodeFinder nodes;
    private final Deadlines deadlines;

    AwaitNodeDelegate(NodeFinder nodes, Deadlines deadlines) {
        this.nodes = nodes;
        this.deadlines = deadlines;
    }

    @Override
    public String run(DelegateExecution execution) throws InterruptedException {
        NodeAccess node = nodes.node(execution);
        Kubectl kubectl = nodes.controlPlane(execution).kubectl();
        Optional<Instant> reported = Waiting.until(deadlines.ready(), deadlines.interval(), () -> {
            Instant since = since(node);
            return kubectl.heartbeat(node.name()).filter(time -> !time.isBefore(since));
        });
        if (reported.isEmpty()) {
            throw new NotReadyException(
                    node.name() + ": its kubelet has not reported to the API server within "
                            + deadlines.ready().toSeconds() + " s; 'ohmykube logs " + node.name()
                            + "' shows what it says",
                    null);
        }
        return "its kubelet reports";
    }

    /** In whole seconds, as the API has times; asked anew each time, since a kubelet that fails is started again. */
    private static Instant since(NodeAccess node) {
        return Instant.ofEpochSecond(Long.parseLong(
                node.remote().execute(KUBELET_SINCE.with()).stdout().strip()));
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("waits until the API has heard of the kubelet since it was started")
                .looksAt("machine, API")
                .reads(StepInput.NODE, StepInput.CONTROL_PLANE);
    }
}
