package io.ohmykube.addons;

import java.util.Set;

/** What is done with an add-on's manifests before they are applied. */
public interface Manifests {
    /** An official manifest, fitted to the cluster (pod CIDR and the like); all else byte for byte as published. */
    String render(AddOn addOn, String manifest, AddOnContext context);

    /** What is created once beside the manifests, with fresh random values; empty where the add-on needs nothing. */
    String initial(AddOn addOn, AddOnContext context);

    /** The add-on's own configuration; empty where it has none. */
    String configuration(AddOn addOn, AddOnContext context);

    /** The images a manifest's workloads use, as written there. */
    Set<String> images(String manifest);
}
