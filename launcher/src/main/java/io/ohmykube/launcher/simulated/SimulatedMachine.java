package io.ohmykube.launcher.simulated;

import java.io.IOException;
import java.nio.file.Path;

/** A machine that is not there, and the files it is kept in. */
record SimulatedMachine(MachineRecord record, RootFiles files, JsonFile<MachineSystem> system, ProcessTable processes) {
    static final String RECORD = "machine.json";

    static SimulatedMachine in(Path directory, ClusterLock lock) throws IOException {
        MachineRecord record = Json.MAPPER.readValue(directory.resolve(RECORD).toFile(), MachineRecord.class);
        return new SimulatedMachine(
                record,
                new RootFiles(directory.resolve("root")),
                new JsonFile<>(directory.resolve("system.json"), MachineSystem.class, MachineSystem::new, lock),
                new ProcessTable());
    }

    String name() {
        return record.name();
    }

    boolean running() throws IOException {
        return system.read(state -> state.running);
    }

    /** Goes down. What runs on it ends soon, and nobody is told. */
    void powerOff() throws IOException {
        system.change(state -> state.running = false);
        processes.endAll();
    }

    /** Goes down and comes back: what ran has ended, what is enabled runs. */
    void reboot() throws IOException {
        processes.endAll();
        system.change(state -> {
            state.active.clear();
            state.active.addAll(state.enabled);
            return null;
        });
    }

    boolean active(String service) throws IOException {
        return system.read(state -> state.running && state.active.contains(service));
    }
}
