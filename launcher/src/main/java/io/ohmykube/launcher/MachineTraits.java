package io.ohmykube.launcher;

/**
 * What a machine can and cannot do, found out by its launcher, so that nodes adapt to where they run.
 *
 * @param sharedKernel the kernel is the host's: modules, swap and some sysctls are not the machine's own to change
 * @param restrictOomScore OOM scores cannot be lowered below what the machine was given
 * @param restrictLimits resource limits cannot be raised above what the machine was given
 * @param cgroupfs the kubelet must use the cgroupfs driver, systemd's not being usable here
 * @param simulated nothing here is real
 */
public record MachineTraits(
        boolean sharedKernel, boolean restrictOomScore, boolean restrictLimits, boolean cgroupfs, boolean simulated) {
    public static final MachineTraits VIRTUAL_MACHINE = new MachineTraits(false, false, false, false, false);
}
