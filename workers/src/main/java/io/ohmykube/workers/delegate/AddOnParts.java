package io.ohmykube.workers.delegate;

import io.ohmykube.addons.AddOn;
import io.ohmykube.addons.AddOnCatalogue;
import io.ohmykube.addons.AddOnContext;
import io.ohmykube.addons.AddressPool;
import io.ohmykube.addons.Manifests;
import io.ohmykube.cache.Cache;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.workers.contract.Variables;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Puts together what an add-on of a cluster consists of. */
final class AddOnParts {
    static final String NONE = "none";
    private final AddOnCatalogue catalogue;
    private final Manifests manifests;
    private final Cache cache;

    AddOnParts(AddOnCatalogue catalogue, Manifests manifests, Cache cache) {
        this.catalogue = catalogue;
        this.manifests = manifests;
        this.cache = cache;
    }

    AddOn wanted(DelegateExecution execution) {
        return catalogue.require(Variables.addOn(execution));
    }

    List<AddOn> all(Cluster cluster) {
        return catalogue.of(cluster.spec());
    }

    /** The official manifests, fitted to the cluster, in the order in which they are applied. */
    List<String> manifests(AddOn addOn, Cluster cluster) {
        AddOnContext context = context(cluster);
        return addOn.manifests().stream()
                .map(source -> manifests.render(addOn, cache.ensureManifest(source), context))
                .toList();
    }

    /** What is created once beside the manifests; blank for nothing. */
    String initial(AddOn addOn, Cluster cluster) {
        return manifests.initial(addOn, context(cluster));
    }

    /** What is applied once the add-on is ready; blank for nothing. */
    String configuration(AddOn addOn, Cluster cluster) {
        return manifests.configuration(addOn, context(cluster));
    }

    /** Without a network for pods nothing that an add-on runs can become ready. */
    static boolean hasPodNetwork(Cluster cluster) {
        return !cluster.spec().networking().cni().equals(NONE);
    }

    /** What must work before this add-on can: pods need a network, and what it says itself. */
    static Set<String> needs(AddOn addOn, Cluster cluster) {
        Set<String> needs = new TreeSet<>(addOn.requires());
        needs.add(cluster.spec().networking().cni());
        needs.remove(addOn.name());
        return needs;
    }

    private static AddOnContext context(Cluster cluster) {
        return new AddOnContext(cluster.name(), cluster.spec().networking().podCIDR(), pool(cluster));
    }

    /** Nodes count as far as their addresses are known: the control plane's always is when an add-on is applied. */
    private static String pool(Cluster cluster) {
        List<String> addresses = cluster.nodes().stream()
                .map(NodeSpec::name)
                .flatMap(name -> Optional.ofNullable(name).stream())
                .flatMap(name -> cluster.status().node(name).map(NodeStatus::address).stream())
                .toList();
        return AddressPool.choose(cluster.spec().loadBalancer().ipPool(), addresses)
                .toString();
    }
}
