package io.ohmykube.workers.delegate;

import io.ohmykube.config.Cluster;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.kubeadm.ApiCertificate;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Sees to it that a further control plane can be reached at the same address as the others, before there is one. */
final class ShareApiDelegate implements StepDelegate {
    private final NodeFinder nodes;
    private final ApiEndpoint endpoint;
    private final ApiCertificate certificate;

    ShareApiDelegate(NodeFinder nodes, ApiEndpoint endpoint, ApiCertificate certificate) {
        this.nodes = nodes;
        this.endpoint = endpoint;
        this.certificate = certificate;
    }

    @Override
    public String run(DelegateExecution execution) {
        Cluster cluster = nodes.cluster(execution);
        Optional<String> address = endpoint.make(cluster);
        if (address.isEmpty()) {
            return "nodes will know each control plane";
        }
        endpoint.serve(execution);
        NodeAccess present = nodes.otherControlPlane(execution);
        boolean extended =
                certificate.extend(present.remote(), cluster, present.spec(), present.machine(), address.get());
        return "the control planes are reached at " + address.get()
                + (extended ? ", for which the certificate is good now" : "");
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("makes what serves the address that several control planes share, where the launcher "
                        + "can; has the API server's certificate be good for it, and those of control planes "
                        + "that join")
                .looksAt("launcher, endpoint, API")
                .reads(StepInput.NODE, StepInput.CONTROL_PLANE)
                .leaves("an endpoint, and a certificate good for it");
    }
}
