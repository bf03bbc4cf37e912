package io.ohmykube.config;

import org.jspecify.annotations.Nullable;

/** A taint of a node; the effect is {@code NoSchedule}, {@code PreferNoSchedule} or {@code NoExecute}. */
public record Taint(String key, @Nullable String value, String effect) {}
