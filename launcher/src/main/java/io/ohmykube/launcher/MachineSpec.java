package io.ohmykube.launcher;

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
 */
public record MachineSpec(
        String cluster, String name, int cpus, int memory, int disk, @Nullable String template, String authorizedKey) {}
