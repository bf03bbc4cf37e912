package io.ohmykube.launcher.simulated;

import io.ohmykube.config.Home;
import io.ohmykube.launcher.Availability;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.MachineSpec;
import io.ohmykube.launcher.MachineTraits;
import io.ohmykube.launcher.SshEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Machines that are not there, for trying processes without machines, for tests and for runs with many nodes.
 *
 * <p>Each is an SSH server of this process that behaves as a Debian machine with systemd, containerd, kubeadm, kubelet
 * and kubectl would, as far as OhMyKube's own steps go. Its state is on disk below the cluster's directory, so that
 * another process finds it as it was left; its port is another in every process. A {@link Scenario} makes things slow
 * or fail.
 */
public final class SimulatedLauncher implements Launcher, AutoCloseable {
    /** The name of this launcher. */
    public static final String NAME = "simulated";

    private static final Duration TO_END = Duration.ofSeconds(2);

    private static final MachineTraits TRAITS = new MachineTraits(false, false, false, false, true);

    private final Home home;
    private final Scenario scenario;
    private final Map<String, SimulatedCluster> clusters = new ConcurrentHashMap<>();
    private final String user;
    private final Doors doors;

    public SimulatedLauncher(Home home, Scenario scenario) {
        this(home, scenario, "root");
    }

    /** @param user the login of all machines, who becomes root by {@code sudo} */
    public SimulatedLauncher(Home home, Scenario scenario, String user) {
        this.home = home;
        this.scenario = scenario;
        this.user = user;
        this.doors = new Doors(new Interpreter(), user);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Availability availability() {
        return Availability.YES;
    }

    @Override
    public boolean ownsMachines() {
        return true;
    }

    @Override
    public boolean makesEndpoints() {
        return !Boolean.FALSE.equals(scenario.endpoints());
    }

    @Override
    public boolean chosenByDefault() {
        return false;
    }

    @Override
    public void prepare(String cluster) {
        act(cluster, cluster, "prepare", there -> null);
    }

    @Override
    public Machine create(MachineSpec spec) {
        return act(spec.cluster(), spec.name(), "create", there -> {
            Optional<SimulatedMachine> known = there.machine(spec.name());
            if (known.isPresent()) {
                return started(there, known.get());
            }
            return shown(there, there.make(spec, boots(there, spec.name())));
        });
    }

    @Override
    public Optional<Machine> get(String cluster, String name) {
        return look(cluster, there -> there.exists(name) ? Optional.of(found(there, name)) : Optional.empty());
    }

    @Override
    public List<Machine> list(String cluster) {
        return look(cluster, there -> {
            List<Machine> machines = new ArrayList<>();
            for (String name : there.names()) {
                machines.add(found(there, name));
            }
            return machines;
        });
    }

    @Override
    public Machine start(String cluster, String name) {
        return act(cluster, name, "start", there -> started(there, existing(there, cluster, name)));
    }

    @Override
    public void stop(String cluster, String name) {
        act(cluster, name, "stop", there -> {
            powerOff(existing(there, cluster, name));
            doors.close(cluster, name);
            return null;
        });
    }

    @Override
    public void delete(String cluster, String name) {
        act(cluster, name, "delete", there -> {
            doors.close(cluster, name);
            Optional<SimulatedMachine> machine = there.machine(name);
            if (machine.isPresent()) {
                powerOff(machine.get());
            }
            there.remove(name);
            return null;
        });
    }

    @Override
    public void dispose(String cluster) {
        act(cluster, cluster, "dispose", there -> {
            there.dispose();
            return null;
        });
    }

    /** Stops listening. The machines stay as they are, for another launcher to find. */
    @Override
    public void close() {
        try {
            doors.close();
        } catch (IOException e) {
            throw new LauncherException("simulated: the SSH servers do not stop: " + e, e);
        }
    }

    /** What runs on a machine may still write to its disk when it is told to end. */
    private static void powerOff(SimulatedMachine machine) throws IOException, InterruptedException {
        machine.powerOff();
        machine.processes().awaitEndOfAll(TO_END);
    }

    private interface Work<R> {
        R with(SimulatedCluster cluster) throws IOException, InterruptedException;
    }

    /** Does something that a scenario can disturb under the name {@code launcher <operation>}. */
    private <R> R act(String cluster, String node, String operation, Work<R> work) {
        return look(cluster, there -> {
            String command = "launcher " + operation;
            long began = System.nanoTime();
            Faults.Course course = there.faults().next(node, command);
            String id = there.log().started(node, command, List.of());
            Ended ended = new Ended(false, 0, false);
            try {
                course.pass();
                course.disturb(Wire.NONE, Rule.At.BEFORE);
                if (course.comes(Rule.At.MIDWAY)) {
                    half(there, node, operation);
                }
                course.disturb(Wire.NONE, Rule.At.MIDWAY);
                R result = work.with(there);
                ended = Ended.with(0);
                course.disturb(Wire.NONE, Rule.At.AFTER);
                return result;
            } catch (DisturbedException e) {
                ended = Ended.with(e.rule().exitCode());
                throw new LauncherException(
                        "simulated: " + operation + " " + node + ": " + e.rule().stderr(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LauncherException("simulated: " + operation + " " + node + ": interrupted", e);
            } finally {
                there.log().ended(id, node, command, ended, Duration.ofNanos(System.nanoTime() - began));
            }
        });
    }

    /** What an operation that is cut off leaves of a machine. */
    private static void half(SimulatedCluster there, String node, String operation) throws IOException {
        if (operation.equals("create")) {
            there.makeHalf(node);
        } else if (operation.equals("delete") && there.exists(node)) {
            there.unmake(node);
        }
    }

    private <R> R look(String cluster, Work<R> work) {
        try {
            return work.with(clusters.computeIfAbsent(
                    cluster,
                    name -> new SimulatedCluster(name, home.cluster(name).machines(), scenario)));
        } catch (IOException e) {
            throw new LauncherException("simulated: the machines of cluster " + cluster + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("simulated: the machines of cluster " + cluster + ": interrupted", e);
        }
    }

    private static boolean boots(SimulatedCluster there, String name) throws IOException {
        return there.faults().next(name, "boot").disturbance() == null;
    }

    private static SimulatedMachine existing(SimulatedCluster there, String cluster, String name) throws IOException {
        return there.machine(name)
                .orElseThrow(() ->
                        new LauncherException("simulated: there is no machine " + name + " in cluster " + cluster));
    }

    private Machine started(SimulatedCluster there, SimulatedMachine machine) throws IOException {
        machine.system().change(state -> {
            if (!state.running) {
                state.running = true;
                state.active.clear();
                state.active.addAll(state.enabled);
            }
            return null;
        });
        return shown(there, machine);
    }

    private Machine found(SimulatedCluster there, String name) throws IOException {
        Optional<SimulatedMachine> machine = there.machine(name);
        return machine.isPresent()
                ? shown(there, machine.get())
                : new Machine(there.name(), name, Machine.State.BROKEN, List.of(), null, TRAITS);
    }

    private Machine shown(SimulatedCluster there, SimulatedMachine machine) throws IOException {
        MachineRecord record = machine.record();
        if (!machine.running()) {
            return new Machine(record.cluster(), record.name(), Machine.State.STOPPED, List.of(), null, TRAITS);
        }
        SshEndpoint ssh = new SshEndpoint(
                Doors.HOST,
                doors.open(there, machine),
                user,
                List.of(record.hostKey().line()));
        return new Machine(
                record.cluster(), record.name(), Machine.State.RUNNING, List.of(record.address()), ssh, TRAITS);
    }
}
