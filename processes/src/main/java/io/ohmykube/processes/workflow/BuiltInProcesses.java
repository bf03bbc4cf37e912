package io.ohmykube.processes.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

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

    /** In that order. */
    static List<WorkflowFile> files() {
        return IDS.stream().map(BuiltInProcesses::read).toList();
    }

    static Optional<WorkflowFile> find(String process) {
        return IDS.contains(process) ? Optional.of(read(process)) : Optional.empty();
    }

    private static WorkflowFile read(String process) {
        String name = process + WorkflowFile.SUFFIX;
        try (InputStream in = BuiltInProcesses.class.getResourceAsStream("/processes/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no process " + name);
            }
            return new WorkflowFile(process, in.readAllBytes(), WorkflowFile.Origin.BUILT_IN, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
