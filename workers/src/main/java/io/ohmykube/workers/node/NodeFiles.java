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

    /** Returns the paths of those that were missing or different. */
    static List<String> ensure(Remote remote, List<NodeFile> files) {
        List<String> sums = new ArrayList<>(List.of("sha256sum", "--"));
        files.forEach(file -> sums.add(file.path()));
        // Fails for the files that are missing and still prints the sums of those that are there.
        Set<String> there = new HashSet<>(remote.probe(Command.of(sums.toArray(String[]::new)))
                .stdout()
                .lines()
                .toList());
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
