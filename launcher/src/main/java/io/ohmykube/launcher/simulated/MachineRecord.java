package io.ohmykube.launcher.simulated;

import io.ohmykube.launcher.MachineSpec;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated machine was made as; never changed.
 *
 * @param address where the other machines of its cluster are told to reach it; nothing listens there
 * @param authorizedKey the public key that may log in, one OpenSSH line
 * @param boots false for a machine that never answers over SSH
 */
record MachineRecord(
        String cluster,
        String name,
        int cpus,
        int memory,
        int disk,
        @Nullable String template,
        String address,
        String authorizedKey,
        HostKey hostKey,
        boolean boots) {

    static MachineRecord of(MachineSpec spec, String address, boolean boots) {
        return new MachineRecord(
                spec.cluster(),
                spec.name(),
                spec.cpus(),
                spec.memory(),
                spec.disk(),
                spec.template(),
                address,
                spec.authorizedKey(),
                HostKey.generate(),
                boots);
    }
}
