package io.ohmykube.workers.delegate;

import io.ohmykube.cache.Catalogue;
import io.ohmykube.config.Cluster;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import io.ohmykube.workers.kubectl.Kubectl;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * Has a pod start on every node that is not stopped, and takes the pods away. They stay where one does not start, to be
 * looked at. No process of ours has this step: it is there for those of users.
 */
final class SmokeTestDelegate implements StepDelegate {
    private static final String NAME = "ohmykube-smoke-test";
    /** The image is on every node before it joins. */
    private static final String MANIFEST =
            """
            apiVersion: v1
            kind: Namespace
            metadata:
              name: %1$s
            ---
            apiVersion: apps/v1
            kind: DaemonSet
            metadata:
              name: %1$s
              namespace: %1$s
            spec:
              selector:
                matchLabels:
                  app: %1$s
              template:
                metadata:
                  labels:
                    app: %1$s
                spec:
                  automountServiceAccountToken: false
                  terminationGracePeriodSeconds: 0
                  tolerations:
                    - operator: Exists
                  containers:
                    - name: pause
                      image: %2$s
            """;

    private final NodeFinder nodes;
    private final Catalogue catalogue;
    private final Deadlines deadlines;

    SmokeTestDelegate(NodeFinder nodes, Catalogue catalogue, Deadlines deadlines) {
        this.nodes = nodes;
        this.catalogue = catalogue;
        this.deadlines = deadlines;
    }

    @Override
    public String run(DelegateExecution execution) {
        NodeAccess controlPlane = nodes.controlPlane(execution);
        Cluster cluster = controlPlane.cluster();
        if (!AddOnParts.hasPodNetwork(cluster)) {
            return "no pod was started: there is no CNI";
        }
        Kubectl kubectl = controlPlane.kubectl();
        String image =
                catalogue.pauseImage(Objects.requireNonNull(cluster.spec().version()));
        kubectl.apply(MANIFEST.formatted(NAME, image));
        kubectl.awaitAvailable("daemonset", NAME, NAME, NodeReadiness.stopped(cluster), deadlines.ready());
        int started = kubectl.workload("daemonset", NAME, NAME).available();
        kubectl.deleteNamespace(NAME);
        return "a pod started on each of " + started + " nodes";
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("has a pod start on every node that is not stopped, and removes the pods; in none of "
                        + "our processes")
                .reads(StepInput.CONTROL_PLANE);
    }
}
