package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.launcher.UnreachableException;
import io.ohmykube.workers.kubeadm.Kubeadm;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * Has every member know where the API is reached. Members that are stopped or do not answer are passed over; they are told
 * when they are started or mended.
 */
final class NameApiDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final Kubeadm kubeadm;
    private final ApiEndpoint endpoint;

    NameApiDelegate(NodeFinder nodes, Kubeadm kubeadm, ApiEndpoint endpoint) {
        this.nodes = nodes;
        this.kubeadm = kubeadm;
        this.endpoint = endpoint;
    }

    @Override
    public String run(DelegateExecution execution) {
        Cluster cluster = nodes.cluster(execution);
        String api = endpoint.serve(execution);
        List<String> silent = new ArrayList<>();
        for (NodeStatus seen : cluster.status().nodes()) {
            if (!seen.isMember()
                    || seen.isStopped()
                    || cluster.node(seen.name()).isEmpty()) {
                continue;
            }
            try {
                kubeadm.nameApi(nodes.access(execution, seen.name()).remote(), cluster, api);
            } catch (UnreachableException | RepairableException away) {
                silent.add(seen.name());
            }
        }
        String done = "the API is reached at " + api;
        return silent.isEmpty() ? done : done + "; not told: " + String.join(", ", silent);
    }
}
