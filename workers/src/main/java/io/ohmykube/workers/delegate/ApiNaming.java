package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.launcher.UnreachableException;
import io.ohmykube.workers.kubeadm.Kubeadm;
import io.ohmykube.workers.node.Abreast;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * Has every member, and what stands before the control planes, know which of these there are now: to be done whenever some
 * have come or are about to go. Members that are stopped or do not answer are passed over; they are told when they are
 * started or mended.
 */
final class ApiNaming {
    private static final int AT_ONCE = 10;

    private final NodeFinder nodes;
    private final Kubeadm kubeadm;
    private final ApiEndpoint endpoint;

    ApiNaming(NodeFinder nodes, Kubeadm kubeadm, ApiEndpoint endpoint) {
        this.nodes = nodes;
        this.kubeadm = kubeadm;
        this.endpoint = endpoint;
    }

    /** Returns what was done, for people. */
    String tell(DelegateExecution execution) {
        endpoint.serve(execution);
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        List<String> silent = Collections.synchronizedList(new ArrayList<>());
        Abreast.run(AT_ONCE, members(execution, silent), node -> {
            try {
                if (kubeadm.nameApi(node.remote(), node.cluster(), endpoint.seenFrom(node))) {
                    told.add(node.name());
                }
            } catch (UnreachableException e) {
                silent.add(node.name());
            }
        });
        String done = told.isEmpty() ? "all know them already" : "told " + sorted(told);
        return silent.isEmpty() ? done : done + "; not reached: " + sorted(silent) + ", which 'ohmykube repair' tells";
    }

    private List<NodeAccess> members(DelegateExecution execution, List<String> silent) {
        Cluster cluster = nodes.cluster(execution);
        List<NodeAccess> members = new ArrayList<>();
        for (NodeStatus seen : cluster.status().nodes()) {
            if (!seen.isMember()
                    || seen.isStopped()
                    || cluster.node(seen.name()).isEmpty()) {
                continue;
            }
            try {
                members.add(nodes.access(execution, seen.name()));
            } catch (UnreachableException | RepairableException away) {
                silent.add(seen.name());
            }
        }
        return members;
    }

    private static String sorted(List<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }
}
