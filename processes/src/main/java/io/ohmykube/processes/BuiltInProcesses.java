package io.ohmykube.processes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The processes that come with OhMyKube. */
final class BuiltInProcesses {
    /** In the order in which a reader meets them. */
    static final List<String> IDS = List.of(
            "cluster-up",
            "node-prepare",
            "control-plane-init",
            "node-join",
            "addon-install",
            "node-add",
            "control-plane-add",
            "node-delete",
            "node-remove",
            "control-plane-remove",
            "images-load",
            "node-load",
            "cluster-stop",
            "node-stop",
            "cluster-start",
            "node-start",
            "cluster-restart",
            "cluster-repair",
            "cluster-down");

    private BuiltInProcesses() {}

    /** The files by name. */
    static Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        for (String id : IDS) {
            String name = id + ".bpmn";
            try (InputStream in = BuiltInProcesses.class.getResourceAsStream("/processes/" + name)) {
                if (in == null) {
                    throw new IllegalStateException("no process " + name);
                }
                files.put(name, in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }
}
