package io.ohmykube.cli;

import io.ohmykube.cli.operation.Questions;
import io.ohmykube.cli.view.OpenQuestion;
import io.ohmykube.config.ClusterFiles;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.processes.Progress;
import io.ohmykube.processes.Run;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run that asks people something.
 *
 * @param questions at least one
 */
record WaitingRun(Run run, List<OpenQuestion> questions) {
    /** Those of these clusters. */
    static List<WaitingRun> of(ClusterStore store, List<String> clusters) {
        return clusters.stream()
                .flatMap(cluster -> {
                    ClusterFiles files = store.files(cluster);
                    List<OpenQuestion> open = new Questions(cluster).read(files);
                    return open.isEmpty()
                            ? Stream.<WaitingRun>empty()
                            : Progress.read(files).map(newest -> new WaitingRun(newest.run(), open)).stream();
                })
                .toList();
    }
}
