package io.ohmykube.cli.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream has read the log of each cluster: what its last event's id says. {@code dev.1f3a.512} is byte 512 of
 * that log of cluster {@code dev}; those of several clusters are joined by commas. Not safe for several threads.
 */
final class Positions {
    private static final int LARGEST_ID = 64 * 1024;

    private final Map<String, Long> read = new LinkedHashMap<>();

    /** What an id says; nothing of what is no id. */
    static Positions parse(@Nullable String id) {
        Positions positions = new Positions();
        if (id == null || id.length() > LARGEST_ID) {
            return positions;
        }
        for (String part : id.split(",", -1)) {
            int dot = part.lastIndexOf('.');
            if (dot > 0 && part.substring(dot + 1).matches("\\d{1,15}")) {
                positions.read.put(part.substring(0, dot), Long.parseLong(part.substring(dot + 1)));
            }
        }
        return positions;
    }

    /** How far a log was read; null where it was not. */
    @Nullable
    Long of(EventTail tail) {
        return read.get(key(tail));
    }

    void put(EventTail tail, long position) {
        read.put(key(tail), position);
    }

    void forget(EventTail tail) {
        read.remove(key(tail));
    }

    String id() {
        return read.entrySet().stream()
                .map(entry -> entry.getKey() + "." + entry.getValue())
                .collect(Collectors.joining(","));
    }

    private static String key(EventTail tail) {
        return tail.cluster() + "." + tail.id();
    }
}
