package io.ohmykube.launcher.container;

import io.ohmykube.config.Home;
import io.ohmykube.launcher.Availability;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.MachineSpec;
import io.ohmykube.launcher.MachineTraits;
import io.ohmykube.launcher.SshEndpoint;
import io.ohmykube.launcher.exec.HostResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Machines that are containers with systemd, run by Podman or Docker; a network of its own for each cluster. */
public final class ContainerLauncher implements Launcher {
    private static final int SSH_PORT = 22;
    private static final Duration BOOT = Duration.ofSeconds(30);
    private static final MachineTraits UNKNOWN = new MachineTraits(true, true, true, true, false);

    private final HostFacts host;
    private final Path lockDirectory;
    private final boolean offline;
    private final Requirements requirements;
    private final Set<String> prepared = ConcurrentHashMap.newKeySet();
    private final Map<String, Inside> known = new ConcurrentHashMap<>();
    private volatile @Nullable Engine found;
    private volatile @Nullable NodeImage nodeImage;

    /** @param offline whether no image may be built or pulled */
    public ContainerLauncher(Home home, boolean offline) {
        this(home.cache(), HostFacts.ofThisHost(), offline);
    }

    ContainerLauncher(Path lockDirectory, HostFacts host, boolean offline) {
        this.lockDirectory = lockDirectory;
        this.host = host;
        this.offline = offline;
        this.requirements = new Requirements(host);
    }

    @Override
    public String name() {
        return "container";
    }

    @Override
    public Availability availability() {
        return requirements.availability();
    }

    @Override
    public boolean ownsMachines() {
        return true;
    }

    @Override
    public boolean makesEndpoints() {
        return true;
    }

    @Override
    public List<String> lacksOffline() {
        return image().isHere() ? List.of() : List.of("the node image " + image().name());
    }

    @Override
    public boolean saveNodeImage(Path archive) {
        if (offline) {
            image().require();
        }
        image().save(archive);
        return true;
    }

    @Override
    public void loadNodeImage(Path archive) {
        image().load(archive);
    }

    @Override
    public void prepare(String cluster) {
        if (offline) {
            image().require();
        }
        image().ensure();
        if (!engine().hasNetwork(network(cluster))) {
            engine().createNetwork(network(cluster), cluster);
        }
        prepared.add(cluster);
    }

    @Override
    public Machine create(MachineSpec spec) {
        if (!prepared.contains(spec.cluster())) {
            prepare(spec.cluster());
        }
        Optional<Container> present = engine().container(spec.name());
        if (present.isPresent() && !present.get().cluster().equals(spec.cluster())) {
            throw new LauncherException("a container named " + spec.name() + " exists and is "
                    + (present.get().cluster().isEmpty()
                            ? "none of ours"
                            : "of cluster " + present.get().cluster())
                    + "; remove it or choose another name");
        }
        if (present.isPresent()
                && present.get().state() != Machine.State.BROKEN
                && !present.get().neverRan()) {
            return start(spec.cluster(), spec.name());
        }
        present.ifPresent(halfMade -> engine().remove(halfMade.name()));
        return make(spec);
    }

    private Machine make(MachineSpec spec) {
        String image = spec.template() == null ? image().name() : spec.template();
        String network = network(spec.cluster());
        RunArguments arguments = new RunArguments(engine(), host, offline);
        new Addresses(engine(), lockDirectory)
                .assign(network, address -> begin(spec, arguments.of(spec, network, address, image)));
        begin(spec, "start", spec.name());
        return awaitBoot(spec.cluster(), spec.name());
    }

    /** Leaves nothing behind where it fails. */
    private void begin(MachineSpec spec, String... arguments) {
        HostResult result = engine().program().run(arguments);
        if (!result.succeeded()) {
            LauncherException failure = new LauncherException(
                    engine().name() + " could not make the machine " + spec.name() + " (exit code " + result.exitCode()
                            + ")\n" + result.stderr().strip());
            try {
                engine().remove(spec.name());
            } catch (LauncherException e) {
                failure.addSuppressed(e);
            }
            throw failure;
        }
    }

    @Override
    public Optional<Machine> get(String cluster, String name) {
        return container(cluster, name).map(this::machine);
    }

    @Override
    public List<Machine> list(String cluster) {
        return engine().containers(cluster).stream()
                .map(this::machine)
                .sorted(Comparator.comparing(Machine::name))
                .toList();
    }

    @Override
    public Machine start(String cluster, String name) {
        if (require(cluster, name).state() != Machine.State.RUNNING) {
            engine().program().require("start", name);
        }
        return awaitBoot(cluster, name);
    }

    @Override
    public void stop(String cluster, String name) {
        if (require(cluster, name).state() == Machine.State.RUNNING) {
            engine().program().require("stop", "--time=10", name);
        }
    }

    @Override
    public void delete(String cluster, String name) {
        container(cluster, name).ifPresent(container -> {
            engine().remove(name);
            known.remove(container.id());
        });
    }

    @Override
    public void dispose(String cluster) {
        prepared.remove(cluster);
        if (engine().hasNetwork(network(cluster))) {
            engine().program().require("network", "rm", network(cluster));
        }
    }

    private static String network(String cluster) {
        return "ohmykube-" + cluster;
    }

    private Optional<Container> container(String cluster, String name) {
        return engine().container(name).filter(container -> container.cluster().equals(cluster));
    }

    private Container require(String cluster, String name) {
        return container(cluster, name)
                .orElseThrow(() -> new LauncherException("cluster " + cluster + " has no container " + name));
    }

    /** Right after its start a container may have no address and no host key yet. */
    private Machine awaitBoot(String cluster, String name) {
        long deadline = System.nanoTime() + BOOT.toNanos();
        while (true) {
            Container container = require(cluster, name);
            Machine machine = machine(container);
            if (machine.state() == Machine.State.RUNNING) {
                return machine;
            }
            if (System.nanoTime() > deadline || container.state() == Machine.State.STOPPED) {
                HostResult said = engine().program().run("logs", "--tail=20", name);
                throw new LauncherException("the container " + name + " is " + container.status()
                        + " and did not come up within " + BOOT.toSeconds() + " s; it printed:\n"
                        + (said.stdout() + said.stderr()).strip());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("interrupted while a container started", e);
        }
    }

    private Machine machine(Container container) {
        Inside inside = known.get(container.id());
        if (container.state() == Machine.State.RUNNING && inside == null) {
            inside = ask(container);
        }
        MachineTraits traits = inside == null ? UNKNOWN : inside.traits();
        if (container.state() == Machine.State.STOPPED) {
            return new Machine(container.cluster(), container.name(), Machine.State.STOPPED, List.of(), null, traits);
        }
        if (container.state() == Machine.State.BROKEN
                || inside == null
                || container.address().isEmpty()) {
            return new Machine(container.cluster(), container.name(), Machine.State.BROKEN, List.of(), null, traits);
        }
        return new Machine(
                container.cluster(),
                container.name(),
                Machine.State.RUNNING,
                List.of(container.address()),
                new SshEndpoint(container.address(), SSH_PORT, "root", inside.hostKeys()),
                traits);
    }

    private @Nullable Inside ask(Container container) {
        try {
            Inside inside = Inside.ask(engine(), container.name());
            if (inside.hostKeys().isEmpty()) {
                return null;
            }
            known.put(container.id(), inside);
            return inside;
        } catch (LauncherException e) {
            return null; // It does not answer: a machine that runs and is of no use.
        }
    }

    private NodeImage image() {
        NodeImage image = nodeImage;
        if (image == null) {
            synchronized (this) {
                image = nodeImage;
                if (image == null) {
                    image = new NodeImage(engine(), host, lockDirectory);
                    nodeImage = image;
                }
            }
        }
        return image;
    }

    private Engine engine() {
        Engine engine = found;
        if (engine == null) {
            engine = requirements.engine().orElseThrow(() -> {
                Availability lack = availability();
                return new LauncherException(lack.problem()
                        + (lack.remedy().isEmpty() ? "" : "; run as root: " + String.join(" ", lack.remedy())));
            });
            found = engine;
        }
        return engine;
    }
}
