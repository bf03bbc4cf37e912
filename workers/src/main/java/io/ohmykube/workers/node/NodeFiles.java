package io.ohmykube.workers.node;

import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.Content;
import io.ohmykube.launcher.Remote;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Brings files to a node, those that it has already excepted. */
final class NodeFiles {
    private NodeFiles() {}

    /** What is there of these paths, each as {@code sha256sum} prints it: the sum, two spaces, the path. */
    static Set<String> sums(Remote remote, List<String> paths) {
        List<String> command = new ArrayList<>(List.of("sha256sum", "--"));
        command.addAll(paths);
        // Fails for the files that are missing and still prints the sums of those that are there.
        return new HashSet<>(remote.probe(Command.of(command.toArray(String[]::new)))
                .stdout()
                .lines()
                .toList());
    }

    /** Returns the paths of those that were missing or different. */
    static List<String> ensure(Remote remote, List<NodeFile> files) {
        Set<String> there = sums(remote, files.stream().map(NodeFile::path).toList());
        List<String> changed = new ArrayList<>();
        for (NodeFile file : files) {
            if (!there.contains(file.sha256() + "  " + file.path())) {
                remote.upload(Content.of(file.content()), file.path(), file.mode());
                changed.add(file.path());
            }
        }
        return changed;
    }
}
