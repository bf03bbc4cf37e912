package io.ohmykube.workers.kubectl;

import io.ohmykube.config.Taint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A member as the API server knows it.
 *
 * @param ready the Ready condition is True
 * @param message why it is not ready, in the kubelet's words; null when it is, or nothing was said
 * @param schedulable false once it is cordoned
 * @param internalAddress null until the kubelet has reported one
 * @param kubeletVersion with its {@code v}
 */
public record NodeObject(
        String name,
        boolean ready,
        @Nullable String message,
        boolean schedulable,
        @Nullable String internalAddress,
        String kubeletVersion,
        Map<String, String> labels,
        Map<String, String> annotations,
        List<Taint> taints) {}
