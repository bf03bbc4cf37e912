package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.contract.Variables;
import io.ohmykube.workers.kubeadm.Kubeadm;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * Takes a control plane that goes out of etcd, by way of another one. etcd itself refuses where those that run would be no
 * majority any more.
 */
final class RemoveEtcdMemberDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final Kubeadm kubeadm;

    RemoveEtcdMemberDelegate(NodeFinder nodes, Kubeadm kubeadm) {
        this.nodes = nodes;
        this.kubeadm = kubeadm;
    }

    @Override
    public String run(DelegateExecution execution) {
        Cluster cluster = nodes.cluster(execution);
        String node = Variables.node(execution);
        Optional<String> address = cluster.status().node(node).map(NodeStatus::address);
        boolean removed =
                kubeadm.removeEtcdMember(nodes.otherControlPlane(execution).remote(), node, address.orElse(""));
        return removed ? "is no member of etcd any more" : "was no member of etcd";
    }

    @Override
    public String remedy(DelegateExecution execution) {
        return "see how the other control planes are with 'ohmykube --name " + Variables.cluster(execution)
                + " status', start those that are down, and go on with 'ohmykube --name "
                + Variables.cluster(execution) + " resume'";
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("takes a control plane out of etcd, by way of another one; etcd refuses where too "
                        + "few members would run")
                .looksAt("etcd")
                .reads(StepInput.NODE, StepInput.CONTROL_PLANE)
                .leaves("an etcd without that member");
    }
}
