package io.ohmykube.workers.delegate;

import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.kubeadm.AddressMending;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Replaces in the API and in etcd the addresses that the control plane had before. */
final class MendClusterDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final AddressMending mending;

    MendClusterDelegate(NodeFinder nodes, AddressMending mending) {
        this.nodes = nodes;
        this.mending = mending;
    }

    @Override
    public String run(DelegateExecution execution) {
        NodeAccess controlPlane = nodes.controlPlane(execution);
        String changed = mending.cluster(controlPlane.remote(), controlPlane.machine());
        return changed.isEmpty() ? "nothing to change" : changed;
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("replaces the control plane's former addresses in ConfigMaps (kubeadm, cluster-info, "
                        + "kube-proxy) and in etcd's list of members")
                .looksAt("control plane, API")
                .reads(StepInput.CONTROL_PLANE)
                .leaves("a cluster that knows its control planes' addresses");
    }
}
