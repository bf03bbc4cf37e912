package io.ohmykube.workers.delegate;

import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.Cache;
import io.ohmykube.cache.Catalogue;
import io.ohmykube.config.Cluster;
import io.ohmykube.workers.node.Abreast;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Fetches ahead the add-ons' manifests and all images that nodes will ask for. */
final class FetchImagesDelegate implements StepDelegate {
    private static final int AT_ONCE = 4;
    private final NodeFinder nodes;
    private final Cache cache;
    private final Catalogue catalogue;
    private final AddOnParts addOns;

    FetchImagesDelegate(NodeFinder nodes, Cache cache, Catalogue catalogue, AddOnParts addOns) {
        this.nodes = nodes;
        this.cache = cache;
        this.catalogue = catalogue;
        this.addOns = addOns;
    }

    @Override
    public String run(DelegateExecution execution) {
        Cluster cluster = nodes.cluster(execution);
        String version = Objects.requireNonNull(cluster.spec().version());
        Set<String> images = new LinkedHashSet<>(catalogue.controlPlaneImages(version));
        images.addAll(catalogue.workerImages(version));
        images.addAll(addOns.images(cluster));
        Architecture architecture = HostArchitecture.get();
        Abreast.run(AT_ONCE, images, image -> cache.ensureImage(image, architecture));
        return images.size() + " images are in the cache";
    }
}
