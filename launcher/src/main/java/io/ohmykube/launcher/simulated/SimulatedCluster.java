package io.ohmykube.launcher.simulated;

import io.ohmykube.launcher.MachineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The machines of one cluster, what they share, and the directory that all of it is kept in. */
final class SimulatedCluster {
    private final String name;
    private final Path directory;
    private final ClusterLock lock;
    private final Map<String, SimulatedMachine> open = new ConcurrentHashMap<>();
    private final ApiServer api;
    private final Faults faults;
    private final CommandLog log;

    SimulatedCluster(String name, Path directory, Scenario scenario) {
        this.name = name;
        this.directory = directory;
        this.lock = new ClusterLock(directory.resolve(".lock"));
        this.api =
                new ApiServer(new JsonFile<>(directory.resolve("api.json"), ApiState.class, ApiState::new, lock), this);
        this.faults = new Faults(
                scenario,
                new JsonFile<>(directory.resolve("executions.json"), Executions.class, Executions::new, lock));
        this.log = new CommandLog(
                scenario.commandLog() == null ? directory.resolve("commands.jsonl") : scenario.commandLog());
    }

    String name() {
        return name;
    }

    ApiServer api() {
        return api;
    }

    ClusterLock lock() {
        return lock;
    }

    Faults faults() {
        return faults;
    }

    CommandLog log() {
        return log;
    }

    /** The names of all machines, half-made ones too, sorted. */
    List<String> names() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** Whether there is a machine of that name, if only half-made. */
    boolean exists(String name) {
        return Files.isDirectory(directory.resolve(name));
    }

    /** The machine of exactly that name; empty where there is none or a half-made one. */
    Optional<SimulatedMachine> machine(String name) throws IOException {
        if (!Files.exists(directory.resolve(name).resolve(SimulatedMachine.RECORD))) {
            open.remove(name);
            return Optional.empty();
        }
        // The same one for all: it knows what runs on it.
        synchronized (open) {
            SimulatedMachine known = open.get(name);
            if (known == null) {
                known = SimulatedMachine.in(directory.resolve(name), lock);
                open.put(name, known);
            }
            return Optional.of(known);
        }
    }

    List<SimulatedMachine> machines() throws IOException {
        Stream.Builder<SimulatedMachine> found = Stream.builder();
        for (String name : names()) {
            machine(name).ifPresent(found);
        }
        return found.build().toList();
    }

    /** Leaves a directory without a record, as a creation that was cut off does. */
    void makeHalf(String name) throws IOException {
        Files.createDirectories(directory.resolve(name));
    }

    SimulatedMachine make(MachineSpec spec, boolean boots) throws IOException {
        return lock.changing(() -> {
            Path home = directory.resolve(spec.name());
            RootFiles.removeTree(home);
            MachineRecord record = MachineRecord.of(spec, freeAddress(), boots);
            Debian.install(new RootFiles(home.resolve("root")), record);
            KillSafeFile.write(home.resolve(SimulatedMachine.RECORD), Json.MAPPER.writeValueAsBytes(record));
            SimulatedMachine made = SimulatedMachine.in(home, lock);
            open.put(spec.name(), made);
            return made;
        });
    }

    void remove(String name) throws IOException {
        lock.changing(() -> {
            unmake(name);
            RootFiles.removeTree(directory.resolve(name));
            return null;
        });
    }

    /** Leaves of a machine what a deletion does that was cut off: files, and no record. */
    void unmake(String name) throws IOException {
        lock.changing(() -> {
            Optional<SimulatedMachine> machine = machine(name);
            if (machine.isPresent()) {
                machine.get().powerOff();
                api.forgetMachine(name);
            }
            // Without its record a directory is a half-made machine, whatever else is still in it.
            Files.deleteIfExists(directory.resolve(name).resolve(SimulatedMachine.RECORD));
            open.remove(name);
            return null;
        });
    }

    /** Removes what the machines shared. The log of commands and the counts of executions stay with the cluster. */
    void dispose() throws IOException {
        Files.deleteIfExists(directory.resolve("api.json"));
    }

    private String freeAddress() throws IOException {
        Set<String> taken =
                machines().stream().map(machine -> machine.record().address()).collect(Collectors.toSet());
        return IntStream.rangeClosed(2, 254)
                .mapToObj(host -> network() + host)
                .filter(address -> !taken.contains(address))
                .findFirst()
                .orElseThrow(() -> new IOException("no address is free in " + network() + "0/24"));
    }

    /** A network that is the same whenever this cluster's machines are, and rarely that of another cluster. */
    private String network() {
        int hash = name.hashCode() & 0x7fffffff;
        return "10." + (200 + hash % 40) + "." + (hash / 40) % 256 + ".";
    }
}
