package io.ohmykube.workers.delegate;

import io.ohmykube.addons.AddOnCatalogue;
import io.ohmykube.addons.Manifests;
import io.ohmykube.cache.Cache;
import io.ohmykube.cache.Catalogue;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.kubeconfig.UserKubeconfig;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.Remotes;
import io.ohmykube.workers.contract.StepHistory;
import io.ohmykube.workers.contract.StepListener;
import java.time.Clock;
import java.util.function.Function;

/**
 * All that steps work with.
 *
 * @param launchers the launcher of a name
 * @param userKubeconfig the user's own, into which clusters are merged
 * @param listener hears what happens to steps
 * @param history remembers what happened to them, also what the listener was told just now
 */
public record Workbench(
        ClusterStore clusters,
        Function<String, Launcher> launchers,
        KeyPairs keys,
        Remotes remotes,
        Cache cache,
        Catalogue catalogue,
        AddOnCatalogue addOns,
        Manifests manifests,
        UserKubeconfig userKubeconfig,
        StepListener listener,
        StepHistory history,
        Deadlines deadlines,
        Clock clock) {}
