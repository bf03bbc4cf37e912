package io.ohmykube.workers.delegate;

import io.ohmykube.launcher.RemoteException;
import io.ohmykube.workers.contract.Variables;
import io.ohmykube.workers.kubectl.ApiUnavailableException;
import io.ohmykube.workers.kubectl.Kubectl;
import io.ohmykube.workers.kubectl.Patience;
import java.util.Optional;
import java.util.function.Consumer;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** What is done in the API for a node that goes. Where the whole cluster goes with it, that is only a courtesy. */
final class LeavingNode {
    private final NodeFinder nodes;

    LeavingNode(NodeFinder nodes) {
        this.nodes = nodes;
    }

    /** Whether the node's machine was stopped on purpose. */
    boolean isStopped(DelegateExecution execution) {
        return nodes.isStopped(execution, Variables.node(execution));
    }

    /** Returns why it was not done, where that does not matter; throws where it does. */
    Optional<String> tell(DelegateExecution execution, Consumer<Kubectl> action) {
        boolean whole = Variables.isTrue(execution, Variables.WHOLE_CLUSTER);
        if (whole && nodes.cluster(execution).isControlPlane(Variables.node(execution))) {
            return Optional.of("the API server goes with this node");
        }
        try {
            NodeAccess controlPlane = nodes.otherControlPlane(execution);
            // Where all goes, an API server that does not answer is not worth waiting for.
            action.accept(whole ? controlPlane.kubectl(Patience.NONE) : controlPlane.kubectl());
            return Optional.empty();
        } catch (RemoteException | ApiUnavailableException | RepairableException e) {
            if (!whole || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return Optional.of("the whole cluster goes, so this does not matter: " + e.getMessage());
        }
    }
}
