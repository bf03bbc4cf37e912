package io.ohmykube.cli.operation;

import io.ohmykube.addons.AddOnCatalogue;
import io.ohmykube.addons.AddOnFiles;
import io.ohmykube.addons.YamlManifests;
import io.ohmykube.cache.Cache;
import io.ohmykube.cache.CacheOptions;
import io.ohmykube.cache.Caches;
import io.ohmykube.cache.Catalogue;
import io.ohmykube.cache.catalogue.FileCatalogue;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.Home;
import io.ohmykube.config.Workspace;
import io.ohmykube.config.kubeconfig.Kubeconfig;
import io.ohmykube.config.kubeconfig.UserKubeconfig;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.Launchers;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.Remotes;
import io.ohmykube.launcher.container.ContainerLauncher;
import io.ohmykube.launcher.hosts.FirstContact;
import io.ohmykube.launcher.hosts.HostsLauncher;
import io.ohmykube.launcher.lima.LimaLauncher;
import io.ohmykube.launcher.simulated.Scenario;
import io.ohmykube.launcher.simulated.SimulatedLauncher;
import io.ohmykube.launcher.ssh.ClusterKeys;
import io.ohmykube.launcher.ssh.SshRemotes;
import io.ohmykube.processes.Journal;
import io.ohmykube.processes.workflow.Workflow;
import io.ohmykube.processes.workflow.Workflows;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepHistory;
import io.ohmykube.workers.contract.StepListener;
import io.ohmykube.workers.delegate.Deadlines;
import io.ohmykube.workers.delegate.KeyPairs;
import io.ohmykube.workers.delegate.StepRegistry;
import io.ohmykube.workers.delegate.Workbench;
import io.ohmykube.workers.health.HealthCheck;
import io.ohmykube.workers.kubeadm.AdminKubeconfig;
import io.ohmykube.workers.kubeadm.AnsweringControlPlane;
import io.ohmykube.workers.kubeadm.Kubeadm;
import io.ohmykube.workers.kubectl.Patience;
import io.ohmykube.workers.needs.ClusterNeeds;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of all modules, put together by plain constructors. Nothing is opened before it is asked for. */
public final class Wiring implements Steps.Factory, AutoCloseable {
    private final Home home;
    private final Optional<Workspace> workspace;
    private final ClusterStore clusters;
    private final Map<String, String> environment;
    private final CacheOptions sources;
    private final Clock clock;
    private final Deadlines deadlines;
    private final Catalogue catalogue = FileCatalogue.builtIn();
    private final AddOnCatalogue addOns = AddOnFiles.builtIn();
    private final SimulatedLauncher simulated;
    private final HostsLauncher hosts;
    private final Launchers launchers;

    /** Throws {@link io.ohmykube.launcher.LauncherException} for a scenario file that makes no sense. */
    public Wiring(
            Home home,
            Optional<Workspace> workspace,
            ClusterStore clusters,
            Map<String, String> environment,
            CacheOptions sources,
            Clock clock,
            Deadlines deadlines) {
        Logs.silence();
        this.home = home;
        this.workspace = workspace;
        this.clusters = clusters;
        this.environment = environment;
        this.sources = sources;
        this.clock = clock;
        this.deadlines = deadlines;
        simulated = new SimulatedLauncher(home, Scenario.of(environment));
        hosts = new HostsLauncher(clusters, environment);
        launchers = new Launchers(List.of(
                new LimaLauncher(home, environment), new ContainerLauncher(home, sources.offline()), hosts, simulated));
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public AddOnCatalogue addOns() {
        return addOns;
    }

    /** What clusters need of the cache. */
    public ClusterNeeds needs() {
        return new ClusterNeeds(catalogue, addOns, new YamlManifests());
    }

    public Launchers launchers() {
        return launchers;
    }

    /** What a person settles about machines that are seen for the first time. */
    public FirstContact firstContact() {
        return hosts.firstContact();
    }

    /** Whether no other host may be connected to. */
    public boolean offline() {
        return sources.offline();
    }

    /** Whether machines of that launcher are given what only looks like packages and images. */
    public boolean pretends(@Nullable String launcher) {
        return SimulatedLauncher.NAME.equals(launcher) && !sources.mirrored();
    }

    /**
     * Where machines of that launcher get what is installed on them.
     *
     * @param launcher null where it is not known yet
     */
    public Cache cache(@Nullable String launcher) {
        return pretends(launcher)
                ? new PretendedCache(home.cache().resolve("simulated"), catalogue, addOns)
                : Caches.in(home, sources);
    }

    /** Ways to machines; to be closed by who asked for them. */
    public Remotes remotes() {
        return new SshRemotes(clusters);
    }

    /** Looks at nodes; to be closed by who asked for it. */
    public HealthCheck health() {
        Remotes ways = SshRemotes.unlogged(clusters);
        return new HealthCheck(launchers::require, ways, ways::close);
    }

    /** The control planes of a cluster whose API server answers now. */
    public Set<String> answering(Cluster cluster) {
        try (HealthCheck health = health()) {
            return health.answering(cluster);
        }
    }

    @Override
    public Steps open(Cluster cluster, Journal journal, StepListener listener) {
        Remotes remotes = new SshRemotes(clusters);
        KeyPairs keys = new ClusterKeys(clusters)::ensure;
        boolean isNew = cluster.status().phase() == ClusterStatus.Phase.CREATING;
        Map<String, Object> beans = registry(
                        isNew ? new EarlyKeys(keys, cluster.name()) : keys,
                        remotes,
                        cache(cluster.spec().launcher()),
                        listener,
                        journal)
                .beans();
        return new Steps() {
            @Override
            public Map<String, Object> beans() {
                return beans;
            }

            @Override
            public void close() {
                remotes.close();
            }
        };
    }

    /** The processes of this user. */
    public Workflows workflows() {
        return new Workflows(
                home.processes(), workspace.map(Workspace::processes).orElse(null));
    }

    /** What is to be known of each step, by the name that service tasks have as their delegate. */
    public Map<String, StepFacts> stepFacts() {
        try (Remotes none = remotes()) {
            return registryOfNone(none).catalogue();
        }
    }

    /** What processes name, of no cluster: good to know the names, and for what is the same for all clusters. */
    public Map<String, Object> beansOfNone() {
        try (Remotes none = remotes()) {
            return registryOfNone(none).beans();
        }
    }

    private StepRegistry registryOfNone(Remotes none) {
        return registry(new ClusterKeys(clusters)::ensure, none, cache(null), event -> {}, new NoHistory());
    }

    @Override
    public Workflow workflow() {
        Workflow current = workflows().current();
        return current.isBuiltIn() ? current : current.requireSound(stepFacts());
    }

    private StepRegistry registry(
            KeyPairs keys, Remotes remotes, Cache cache, StepListener listener, StepHistory history) {
        return new StepRegistry(new Workbench(
                clusters,
                launchers::require,
                keys,
                remotes,
                cache,
                catalogue,
                addOns,
                new YamlManifests(),
                UserKubeconfig.of(environment),
                listener,
                history,
                deadlines,
                clock));
    }

    /**
     * The kubeconfig of a cluster as a control plane that answers has it now, also kept in the cluster's directory.
     *
     * @throws io.ohmykube.launcher.LauncherException if no control plane has a machine that runs
     */
    public Kubeconfig fetchKubeconfig(Cluster cluster) throws IOException {
        Launcher launcher =
                launchers.require(Objects.requireNonNull(cluster.spec().launcher()));
        try (Remotes remotes = new SshRemotes(clusters)) {
            Machine machine = AnsweringControlPlane.of(launcher, cluster, remotes::to);
            return new AdminKubeconfig(new Kubeadm(catalogue, Patience.DEFAULT), clusters)
                    .save(cluster, launcher, machine, remotes.to(machine));
        }
    }

    @Override
    public void close() {
        simulated.close();
    }
}
