package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeStatus.Phase;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.contract.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Has a control plane that goes be asked nothing more: what the API's name leads to are the others. */
final class WithdrawControlPlaneDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final NodeRecords records;
    private final ApiEndpoint endpoint;
    private final ApiNaming naming;

    WithdrawControlPlaneDelegate(NodeFinder nodes, NodeRecords records, ApiEndpoint endpoint, ApiNaming naming) {
        this.nodes = nodes;
        this.records = records;
        this.endpoint = endpoint;
        this.naming = naming;
    }

    @Override
    public String run(DelegateExecution execution) {
        Cluster cluster = nodes.cluster(execution);
        records.change(
                cluster.name(),
                Variables.node(execution),
                status -> status.phase() == Phase.DELETE_FAILED ? status : status.withPhase(Phase.DELETING, null));
        endpoint.make(cluster);
        return naming.tell(execution);
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("records that the control plane leaves; has the address at which the API is reached "
                        + "lead to the others")
                .looksAt("record, endpoint")
                .reads(StepInput.NODE)
                .leaves("a control plane to which nobody is led, recorded");
    }
}
