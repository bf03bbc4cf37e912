package io.ohmykube.launcher.lima;

/**
 * That an instance is ours, and whose; written before Lima is asked to make it.
 *
 * @param booted whether it ever ran, so that something could be lost with it
 */
record InstanceRecord(String cluster, String name, boolean booted) {
    InstanceRecord afterBoot() {
        return new InstanceRecord(cluster, name, true);
    }
}
