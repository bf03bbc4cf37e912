package io.ohmykube.workers.delegate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ohmykube.addons.AddOnFiles;
import io.ohmykube.addons.YamlManifests;
import io.ohmykube.cache.catalogue.FileCatalogue;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterDefaults;
import io.ohmykube.config.ClusterFiles;
import io.ohmykube.config.ClusterSpec;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.Home;
import io.ohmykube.config.LoadBalancer;
import io.ohmykube.config.Networking;
import io.ohmykube.config.NodeNames;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.config.Outside;
import io.ohmykube.config.Storage;
import io.ohmykube.config.kubeconfig.UserKubeconfig;
import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.Remote;
import io.ohmykube.launcher.Remotes;
import io.ohmykube.launcher.simulated.Rule;
import io.ohmykube.launcher.simulated.Scenario;
import io.ohmykube.launcher.simulated.SimulatedLauncher;
import io.ohmykube.launcher.ssh.ClusterKeys;
import io.ohmykube.launcher.ssh.SshRemotes;
import io.ohmykube.workers.contract.StepEvent;
import io.ohmykube.workers.contract.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.jspecify.annotations.Nullable;

/** Cluster {@code dev} of one control plane and one worker on simulated machines, and the steps to be tried on it. */
final class Rig implements AutoCloseable {
    static final String CLUSTER = "dev";
    static final String CONTROL_PLANE = "dev-control-plane-1";
    static final String WORKER = "dev-worker-1";

    private static final Deadlines SHORT = new Deadlines(
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofMillis(50));

    final ClusterStore clusters;
    final SimulatedLauncher launcher;

    /** What steps take for the launcher. */
    Launcher used;

    final Remotes remotes;
    final StockedCache cache;
    final RememberedEvents events = new RememberedEvents();
    final UserKubeconfig userKubeconfig;
    final Map<String, Object> beans;

    Rig(Path directory, Rule... rules) throws IOException {
        this(directory, Function.identity(), rules);
    }

    /** @param around what stands between the steps and the real ways to machines */
    Rig(Path directory, Function<Remotes, Remotes> around, Rule... rules) throws IOException {
        Home home = new Home(directory.resolve("home"));
        clusters = ClusterStore.in(home);
        if (clusters.find(CLUSTER).isEmpty()) { // Else it is the rig of another process on the same cluster.
            save(clusters, CLUSTER);
        }
        launcher = new SimulatedLauncher(home, new Scenario(null, null, null, List.of(rules)));
        used = launcher;
        remotes = around.apply(new SshRemotes(clusters));
        cache = new StockedCache(Files.createDirectories(directory.resolve("cache")));
        userKubeconfig = UserKubeconfig.of(Map.of("HOME", directory.toString()));
        beans = new StepRegistry(new Workbench(
                        clusters,
                        name -> used,
                        new ClusterKeys(clusters)::ensure,
                        remotes,
                        cache,
                        FileCatalogue.builtIn(),
                        AddOnFiles.builtIn(),
                        new YamlManifests(),
                        userKubeconfig,
                        events,
                        events,
                        SHORT,
                        Clock.systemUTC()))
                .beans();
    }

    /** Runs a step inside its guard. */
    void run(String bean, DelegateExecution execution) throws Exception {
        ((JavaDelegate) Objects.requireNonNull(beans.get(bean), bean)).execute(execution);
    }

    void run(String bean, String node) throws Exception {
        run(bean, on(bean, node).get());
    }

    void run(String bean) throws Exception {
        run(bean, cluster(bean).get());
    }

    static FakeExecution cluster(String bean) {
        return FakeExecution.of(bean).with(Variables.CLUSTER, CLUSTER).with(Variables.CONTROL_PLANE, CONTROL_PLANE);
    }

    static FakeExecution on(String bean, String node) {
        return cluster(bean).with(Variables.NODE, node);
    }

    /** Another step of the same run, on a node or add-on, has failed for good. */
    void failed(String title, @Nullable String subject) {
        events.on(new StepEvent(
                Instant.now(),
                StepEvent.Kind.FAILED,
                "cluster-up",
                "root-instance",
                "Task_Another",
                title,
                subject,
                1,
                1L,
                "no"));
    }

    /** A machine that is ready for kubeadm. */
    void prepare(String node) throws Exception {
        for (String bean : List.of(
                "createMachine",
                "reachMachine",
                "prepareSystem",
                "installPackages",
                "configureRuntime",
                "importImages")) {
            run(bean, node);
        }
    }

    void controlPlane() throws Exception {
        prepare(CONTROL_PLANE);
        run("initControlPlane", CONTROL_PLANE);
        run("applyNodeMetadata", CONTROL_PLANE);
    }

    Cluster cluster() {
        return clusters.require(CLUSTER);
    }

    NodeStatus status(String node) {
        return cluster().status().node(node).orElseThrow();
    }

    Remote remote(String node) {
        return remotes.to(launcher.get(CLUSTER, node).orElseThrow());
    }

    String kubectl(String... arguments) {
        String[] argv = new String[arguments.length + 3];
        argv[0] = "kubectl";
        argv[1] = "--kubeconfig";
        argv[2] = "/etc/kubernetes/admin.conf";
        System.arraycopy(arguments, 0, argv, 3, arguments.length);
        return remote(CONTROL_PLANE).execute(Command.of(argv)).stdout();
    }

    /** How often the log of simulated commands has this event of that command on that node. */
    long ran(String event, String command, String node) throws IOException {
        Path log = clusters.files(CLUSTER).machines().resolve("commands.jsonl");
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains("\"event\":\"" + event + "\"")
                        && line.contains("\"command\":\"" + command + "\"")
                        && line.contains("\"node\":\"" + node + "\""))
                .count();
    }

    /** How the executions of a command on a node began and ended, in order: {@code started}, {@code exit 0}, … */
    List<String> course(String command, String node) throws IOException {
        Path log = clusters.files(CLUSTER).machines().resolve("commands.jsonl");
        List<String> course = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            JsonNode event = new ObjectMapper().readTree(line);
            if (event.path("command").asText().equals(command)
                    && event.path("node").asText().equals(node)) {
                course.add(event.path("outcome").asText(event.path("event").asText()));
            }
        }
        return course;
    }

    void useNoCni() {
        clusters.update(CLUSTER, cluster -> cluster.withSpec(with(cluster.spec(), "none")));
    }

    private static ClusterSpec with(ClusterSpec spec, String cni) {
        return new ClusterSpec(
                "v1.33.0",
                SimulatedLauncher.NAME,
                null,
                spec.nodes(),
                new Networking(
                        cni, spec.networking().podCIDR(), spec.networking().serviceCIDR()),
                new Storage("none", List.of()),
                new LoadBalancer("none", null),
                Outside.DIRECT,
                false,
                Map.of(),
                List.of(),
                null);
    }

    static void save(ClusterStore clusters, String name) throws IOException {
        Cluster plain = ClusterDefaults.cluster(name);
        NodeSpec worker = plain.spec().nodes().workers().get(0).named(NodeNames.worker(name, 1));
        ClusterSpec spec = with(plain.spec(), "flannel");
        clusters.save(
                NodeNames.expand(plain.withSpec(spec.withNodes(spec.nodes().withWorkers(List.of(worker))))));
        copyKey(clusters.files(name));
    }

    /** One key for all tests: making one takes a second. */
    private static synchronized void copyKey(ClusterFiles files) throws IOException {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        Path shared = target.resolve("test-key");
        if (!Files.exists(shared)) {
            ClusterStore scratch = ClusterStore.in(new Home(Files.createTempDirectory(target, "keys")));
            new ClusterKeys(scratch).ensure("keys");
            // Another process may make one at the same time: either will do.
            Files.move(scratch.files("keys").privateKey(), shared, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.copy(shared, files.privateKey());
        Files.setPosixFilePermissions(files.privateKey(), PosixFilePermissions.fromString("rw-------"));
    }

    @Override
    public void close() {
        remotes.close();
        launcher.close();
    }
}
