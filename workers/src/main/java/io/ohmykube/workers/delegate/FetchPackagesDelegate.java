package io.ohmykube.workers.delegate;

import io.ohmykube.cache.Cache;
import io.ohmykube.cache.Catalogue;
import io.ohmykube.cache.PackageRequest;
import io.ohmykube.config.ClusterSpec;
import io.ohmykube.workers.node.Abreast;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Fetches ahead the packages that nodes will ask for, while machines are still being made. */
final class FetchPackagesDelegate implements StepDelegate {
    private static final int AT_ONCE = 4;
    private final NodeFinder nodes;
    private final Cache cache;
    private final Catalogue catalogue;

    FetchPackagesDelegate(NodeFinder nodes, Cache cache, Catalogue catalogue) {
        this.nodes = nodes;
        this.cache = cache;
        this.catalogue = catalogue;
    }

    @Override
    public String run(DelegateExecution execution) {
        ClusterSpec spec = nodes.cluster(execution).spec();
        List<PackageRequest> requests =
                catalogue.packages(Objects.requireNonNull(spec.version()), spec.packages(), HostArchitecture.get());
        Abreast.run(AT_ONCE, requests, cache::ensurePackage);
        return requests.size() + " packages are in the cache";
    }
}
