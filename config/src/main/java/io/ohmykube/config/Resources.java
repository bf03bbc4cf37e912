package io.ohmykube.config;

import java.util.List;

/**
 * The size of a machine.
 *
 * @param cpu number of processors
 * @param memory in GiB
 * @param disk in GiB
 * @param extraDisks empty disks besides it, in GiB each, for storage add-ons
 */
public record Resources(int cpu, int memory, int disk, List<Integer> extraDisks) {
    public Resources {
        extraDisks = List.copyOf(extraDisks);
    }

    /** A machine with one disk. */
    public Resources(int cpu, int memory, int disk) {
        this(cpu, memory, disk, List.of());
    }
}
