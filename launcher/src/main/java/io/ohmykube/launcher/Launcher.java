package io.ohmykube.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where machines come from. Every operation is idempotent by name, and a name is matched exactly.
 *
 * <p>All methods throw {@link LauncherException}, which carries the underlying tool's own message.
 */
public interface Launcher {
    /** The name in {@code spec.launcher} and {@code --launcher}. */
    String name();

    /** Whether this launcher can work here, and if not how to get it. */
    Availability availability();

    /** False where machines belong to their user and must never be deleted. */
    boolean ownsMachines();

    /** Whether it can make a machine beside the others that passes on to several control planes what comes for one. */
    default boolean makesEndpoints() {
        return false;
    }

    /** Whether its machines can have additional disks. */
    default boolean makesDisks() {
        return false;
    }

    /** Whether it may be taken where the user named none. False where nothing real would come of it. */
    default boolean chosenByDefault() {
        return true;
    }

    /** What this computer lacks, in words for people, to make machines without any other; empty where nothing is known. */
    default List<String> lacksOffline() {
        return List.of();
    }

    /**
     * Archives what machines are made of, made first if need be, for a computer that cannot make it.
     *
     * @param archive does not exist yet
     * @return false where there is nothing to take along; nothing is written then
     */
    default boolean saveNodeImage(Path archive) {
        return false;
    }

    /** Takes in what {@link #saveNodeImage} wrote on another computer. */
    default void loadNodeImage(Path archive) {}

    /** Makes what all machines of a cluster share: a network, an image. */
    void prepare(String cluster);

    /** Makes and starts a machine, or starts the one that is there already. */
    Machine create(MachineSpec spec);

    Optional<Machine> get(String cluster, String name);

    /** The machines of exactly that cluster, also half-made ones, sorted by name. */
    List<Machine> list(String cluster);

    Machine start(String cluster, String name);

    void stop(String cluster, String name);

    /**
     * Where this computer reaches a port of a running machine, the same for as long as the machine is there unless its
     * address changes. A launcher whose machines have no address that this computer reaches answers for the ports that
     * the machine was made with.
     */
    default HostPort reach(Machine machine, int port) {
        return machine.addresses().stream()
                .findFirst()
                .map(address -> new HostPort(address, port))
                .orElseThrow(() -> new LauncherException(machine.name() + ": its machine has no address"));
    }

    /**
     * Removes a machine and all it kept; one that is not the launcher's own is given back to its owner as it was before
     * {@link #create}. Nothing happens where there is none.
     */
    void delete(String cluster, String name);

    /** Forgets a machine that is not the launcher's own and cannot be given back, since it answers no more. */
    default void abandon(String cluster, String name) {}

    /** Removes what {@link #prepare} made for this cluster. Nothing happens where there is none. */
    void dispose(String cluster);
}
