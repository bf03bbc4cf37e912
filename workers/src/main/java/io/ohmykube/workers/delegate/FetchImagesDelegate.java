package io.ohmykube.workers.delegate;

import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.Cache;
import io.ohmykube.config.Cluster;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.needs.ClusterNeeds;
import io.ohmykube.workers.node.Abreast;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Fetches ahead the add-ons' manifests and all images that nodes will ask for. */
final class FetchImagesDelegate implements StepDelegate {
    private static final int AT_ONCE = 4;
    private final NodeFinder nodes;
    private final Cache cache;
    private final ClusterNeeds needs;

    FetchImagesDelegate(NodeFinder nodes, Cache cache, ClusterNeeds needs) {
        this.nodes = nodes;
        this.cache = cache;
        this.needs = needs;
    }

    @Override
    public String run(DelegateExecution execution) {
        Cluster cluster = nodes.cluster(execution);
        Set<String> images = needs.images(cluster, cache::ensureManifest);
        Architecture architecture = HostArchitecture.get();
        Abreast.run(AT_ONCE, images, image -> cache.ensureImage(image, architecture));
        return images.size() + " images are in the cache";
    }

    @Override
    public StepFacts facts() {
        return StepFacts.does("fetches ahead the add-ons' manifests and all images")
                .looksAt("cache")
                .leaves("manifests and images in the cache");
    }
}
