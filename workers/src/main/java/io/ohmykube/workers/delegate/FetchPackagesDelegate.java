package io.ohmykube.workers.delegate;

import io.ohmykube.cache.Cache;
import io.ohmykube.cache.PackageRequest;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.needs.ClusterNeeds;
import io.ohmykube.workers.node.Abreast;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Fetches ahead the packages that nodes will ask for, while machines are still being made. */
final class FetchPackagesDelegate implements StepDelegate {
    private static final int AT_ONCE = 4;
    private final NodeFinder nodes;
    private final Cache cache;
    private final ClusterNeeds needs;

    FetchPackagesDelegate(NodeFinder nodes, Cache cache, ClusterNeeds needs) {
        this.nodes = nodes;
        this.cache = cache;
        this.needs = needs;
    }

    @Override
    public String run(DelegateExecution execution) {
        List<PackageRequest> requests = needs.packages(nodes.cluster(execution), HostArchitecture.get());
        Abreast.run(AT_ONCE, requests, cache::ensurePackage);
        return requests.size() + " packages are in the cache";
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("fetches ahead the packages of the Kubernetes version")
                .looksAt("cache")
                .leaves("packages in the cache");
    }
}
