package io.ohmykube.config;

/**
 * The size of a machine.
 *
 * @param cpu number of processors
 * @param memory in GiB
 * @param disk in GiB
 */
public record Resources(int cpu, int memory, int disk) {}
