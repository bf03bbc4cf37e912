package io.ohmykube.launcher.lima;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * That an instance is ours, and whose; written before Lima is asked to make it.
 *
 * @param booted whether it ever ran, so that something could be lost with it
 * @param shared whether it is on the network that this host reaches, too; null in records of earlier versions
 * @param extraDisks how many disks it has besides the system's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InstanceRecord(String cluster, String name, boolean booted, @Nullable Boolean shared, int extraDisks) {
    InstanceRecord afterBoot() {
        return new InstanceRecord(cluster, name, true, shared, extraDisks);
    }

    List<String> disks() {
        return IntStream.rangeClosed(1, extraDisks)
                .mapToObj(n -> name + "-disk-" + n)
                .toList();
    }
}
