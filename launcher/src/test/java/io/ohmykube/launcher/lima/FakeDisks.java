package io.ohmykube.launcher.lima;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Simulated: {@code limactl disk}, and which running instance has which disk. */
final class FakeDisks {
    /** Sizes by name. */
    final Map<String, String> sizes = new TreeMap<>();

    final Map<String, String> users = new TreeMap<>();

    synchronized void run(List<String> words) {
        String command = words.remove(0);
        boolean force = words.remove("--force");
        String name = words.get(0);
        switch (command) {
            case "create" -> create(words, name);
            case "delete" -> {
                if (users.containsKey(name) && !force) {
                    throw new FakeLima.Refused(
                            "cannot delete disk \"" + name + "\" in use by instance \"" + users.get(name) + "\"");
                }
                sizes.remove(name);
                users.remove(name);
            }
            case "unlock" -> users.remove(name);
            default -> throw new FakeLima.Refused("unknown command \"" + command + "\" for \"limactl disk\"");
        }
    }

    private void create(List<String> words, String name) {
        if (!words.contains("--format=raw")) {
            throw new FakeLima.Refused("simulated: only raw disks are known: " + words);
        }
        if (sizes.containsKey(name)) {
            throw new FakeLima.Refused("disk \"" + name + "\" already exists (\"_disks/" + name + "\")");
        }
        String size = words.stream()
                .filter(word -> word.startsWith("--size="))
                .findFirst()
                .orElseThrow(() -> new FakeLima.Refused("required flag(s) \"size\" not set"));
        sizes.put(name, size.substring("--size=".length()));
    }

    synchronized void lock(String instance, JsonNode config) {
        for (JsonNode disk : config.path("additionalDisks")) {
            String name = disk.path("name").asText();
            if (!sizes.containsKey(name)) {
                throw new FakeLima.Refused("could not load disk \"" + name + "\": disk does not exist");
            }
            if (users.containsKey(name)) {
                throw new FakeLima.Refused(
                        "failed to run attach disk \"" + name + "\", in use by instance \"" + users.get(name) + "\"");
            }
            users.put(name, instance);
        }
    }

    synchronized void release(String instance) {
        users.values().removeIf(instance::equals);
    }
}
