package io.ohmykube.launcher.lima;

import io.ohmykube.config.Home;
import io.ohmykube.launcher.Availability;
import io.ohmykube.launcher.HostPort;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.MachineSpec;
import io.ohmykube.launcher.MachineTraits;
import io.ohmykube.launcher.SshEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Machines that are virtual machines of Lima 1.1 or newer. An instance is called like its node, lies in a
 * {@code LIMA_HOME} below our own home, and counts as ours only where a record says so.
 */
public final class LimaLauncher implements Launcher {
    private static final Duration BOOT = Duration.ofMinutes(2);

    private final Path limaHome;
    private final LimaHost host;
    private final InstanceRecords records;
    private final HostPorts ports;
    private final InstanceMaking making;
    private final SocketPaths socketPaths;
    private final Map<String, Inside> known = new ConcurrentHashMap<>();
    private volatile @Nullable Limactl found;
    private volatile @Nullable LimaVersion version;

    /** @param environment whose {@code PATH} says where limactl is */
    public LimaLauncher(Home home, Map<String, String> environment) {
        this(home, LimaHost.ofThisHost(environment));
    }

    LimaLauncher(Home home, LimaHost host) {
        this.limaHome = home.root().resolve("lima");
        this.host = host;
        this.records = new InstanceRecords(limaHome);
        this.ports = new HostPorts(limaHome);
        this.making = new InstanceMaking(host, records, ports);
        this.socketPaths = new SocketPaths(limaHome, host.longestSocketPath());
    }

    @Override
    public String name() {
        return "lima";
    }

    @Override
    public Availability availability() {
        return new Requirements(host, this::limactl).availability();
    }

    @Override
    public boolean ownsMachines() {
        return true;
    }

    @Override
    public boolean makesDisks() {
        return true;
    }

    @Override
    public void prepare(String cluster) {
        socketPaths.check(cluster + "-control-plane-1");
        try {
            Files.createDirectories(limaHome);
        } catch (IOException e) {
            throw new LauncherException("cannot make Lima's directory " + limaHome + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Machine create(MachineSpec spec) {
        socketPaths.check(spec.name());
        Optional<InstanceRecord> ours = records.find(spec.name());
        Optional<Instance> present = instance(spec.name());
        if (present.isPresent()
                && ours.filter(record -> record.cluster().equals(spec.cluster()))
                        .isEmpty()) {
            throw new LauncherException("an instance of Lima named " + spec.name() + " exists in " + limaHome
                    + " and is "
                    + ours.map(record -> "of cluster " + record.cluster()).orElse("none of ours")
                    + "; remove it or choose another name");
        }
        if (present.isPresent()
                && (present.get().state() != Machine.State.BROKEN
                        || ours.orElseThrow().booted())) {
            return start(spec.cluster(), spec.name());
        }
        if (present.isPresent()) {
            limactl().delete(spec.name());
        }
        making.make(spec, limactl(), version());
        return start(spec.cluster(), spec.name());
    }

    @Override
    public HostPort reach(Machine machine, int port) {
        Integer here = ports.of(machine.name()).get(port);
        return here == null ? Launcher.super.reach(machine, port) : new HostPort(HostPorts.LOOPBACK, here);
    }

    @Override
    public Optional<Machine> get(String cluster, String name) {
        return ours(cluster, name).map(instance -> machine(cluster, instance));
    }

    @Override
    public List<Machine> list(String cluster) {
        List<InstanceRecord> ours = records.of(cluster);
        if (ours.isEmpty()) {
            return List.of();
        }
        List<Instance> all = limactl().instances();
        return ours.stream()
                .flatMap(record ->
                        all.stream().filter(instance -> instance.name().equals(record.name())))
                .map(instance -> machine(cluster, instance))
                .toList();
    }

    @Override
    public Machine start(String cluster, String name) {
        Instance instance = require(cluster, name);
        if (instance.state() == Machine.State.BROKEN) {
            limactl().stopByForce(name);
            // An instance that did not end by itself leaves them marked as in use.
            records.find(name).ifPresent(record -> record.disks().forEach(limactl()::unlockDisk));
        }
        if (instance.state() != Machine.State.RUNNING) {
            ports.requireFree(name);
            limactl().start(name);
        }
        Machine machine = awaitBoot(cluster, name);
        records.find(name).filter(record -> !record.booted()).ifPresent(record -> records.write(record.afterBoot()));
        return machine;
    }

    @Override
    public void stop(String cluster, String name) {
        switch (require(cluster, name).state()) {
            case RUNNING -> limactl().stop(name);
            case BROKEN -> limactl().stopByForce(name);
            case STOPPED -> {}
        }
    }

    @Override
    public void delete(String cluster, String name) {
        Optional<InstanceRecord> ours =
                records.find(name).filter(record -> record.cluster().equals(cluster));
        if (ours.isEmpty()) {
            return;
        }
        if (instance(name).isPresent()) {
            limactl().delete(name);
        }
        known.keySet().removeIf(key -> key.startsWith(name + "/"));
        making.forget(ours.get(), limactl());
    }

    /** Machines share only what Lima itself keeps; records of machines that were never made go. */
    @Override
    public void dispose(String cluster) {
        for (InstanceRecord record : records.of(cluster)) {
            if (instance(record.name()).isEmpty()) {
                making.forget(record, limactl());
            }
        }
    }

    private Optional<Instance> instance(String name) {
        return Files.isDirectory(limaHome)
                ? limactl().instances().stream()
                        .filter(instance -> instance.name().equals(name))
                        .findFirst()
                : Optional.empty();
    }

    private Optional<Instance> ours(String cluster, String name) {
        return records.find(name)
                .filter(record -> record.cluster().equals(cluster))
                .flatMap(record -> instance(name));
    }

    private Instance require(String cluster, String name) {
        return ours(cluster, name)
                .orElseThrow(() -> new LauncherException("cluster " + cluster + " has no instance of Lima " + name));
    }

    /** Lima calls an instance running once its own login works; our key and the name may take a moment more. */
    private Machine awaitBoot(String cluster, String name) {
        long deadline = System.nanoTime() + BOOT.toNanos();
        while (true) {
            Instance instance = require(cluster, name);
            Machine machine = machine(cluster, instance);
            if (machine.state() == Machine.State.RUNNING) {
                return machine;
            }
            if (System.nanoTime() > deadline || instance.state() != Machine.State.RUNNING) {
                throw new LauncherException("Lima calls the instance " + name + " " + instance.status()
                        + ", and it did not answer within " + BOOT.toSeconds() + " s; what it printed is in "
                        + limaHome.resolve(name) + ", in serial*.log and ha.stderr.log");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(250);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("interrupted while an instance of Lima started", e);
        }
    }

    private Machine machine(String cluster, Instance instance) {
        if (instance.state() != Machine.State.RUNNING) {
            return unusable(cluster, instance, instance.state());
        }
        Optional<Inside> inside = inside(instance);
        if (inside.isEmpty()) {
            // It does not answer: a machine that runs and is of no use.
            return unusable(cluster, instance, Machine.State.BROKEN);
        }
        return new Machine(
                cluster,
                instance.name(),
                Machine.State.RUNNING,
                inside.get().addresses(),
                new SshEndpoint(
                        instance.sshAddress(),
                        instance.sshPort(),
                        instance.user(),
                        inside.get().hostKeys()),
                MachineTraits.VIRTUAL_MACHINE);
    }

    private static Machine unusable(String cluster, Instance instance, Machine.State state) {
        return new Machine(cluster, instance.name(), state, List.of(), null, MachineTraits.VIRTUAL_MACHINE);
    }

    /** A machine is asked once after each of its starts. */
    private Optional<Inside> inside(Instance instance) {
        String key = instance.name() + "/" + instance.running();
        Inside before = known.get(key);
        if (before != null) {
            return Optional.of(before);
        }
        try {
            Optional<Inside> inside = Inside.ask(limactl(), instance.name()).filter(Inside::complete);
            inside.ifPresent(answer -> known.put(key, answer));
            return inside;
        } catch (LauncherException e) {
            return Optional.empty();
        }
    }

    private LimaVersion version() {
        LimaVersion known = version;
        if (known == null) {
            known = limactl()
                    .version()
                    .orElseThrow(() -> new LauncherException("limactl --version does not print its version"));
            version = known;
        }
        return known;
    }

    private Limactl limactl() {
        Limactl known = found;
        if (known == null) {
            Path program = host.program("limactl")
                    .orElseThrow(() -> new LauncherException(
                            "there is no limactl; install Lima: https://lima-vm.io/docs/installation/"));
            known = new Limactl(program, limaHome);
            found = known;
        }
        return known;
    }
}
