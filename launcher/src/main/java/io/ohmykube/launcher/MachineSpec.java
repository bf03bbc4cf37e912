package io.ohmykube.launcher;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine wanted.
 *
 * @param cluster the cluster it belongs to
 * @param name unique within the launcher
 * @param memory in GiB
 * @param disk in GiB
 * @param template the launcher's name of an operating system image; null means its default
 * @param authorizedKey the public key, one OpenSSH line, that may log in
 * @param ports those of the machine that this computer has to reach, see {@link Launcher#reach}
 * @param extraDisks empty disks besides the system's, in GiB each; none where {@link Launcher#makesDisks} is false
 */
public record MachineSpec(
        String cluster,
        String name,
        int cpus,
        int memory,
        int disk,
        @Nullable String template,
        String authorizedKey,
        List<Integer> ports,
        List<Integer> extraDisks) {
    public MachineSpec {
        ports = List.copyOf(ports);
        extraDisks = List.copyOf(extraDisks);
    }

    /** A machine with one disk, which this computer reaches over SSH only. */
    public MachineSpec(
            String cluster,
            String name,
            int cpus,
            int memory,
            int disk,
            @Nullable String template,
            String authorizedKey) {
        this(cluster, name, cpus, memory, disk, template, authorizedKey, List.of(), List.of());
    }
}
