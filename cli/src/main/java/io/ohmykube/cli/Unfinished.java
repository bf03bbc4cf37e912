package io.ohmykube.cli;

import io.ohmykube.cli.operation.ProcessWords;
import io.ohmykube.processes.Run;
import java.util.Optional;

/** Commands that begin something new on a cluster do not mix with a run that stopped halfway. */
final class Unfinished {
    private Unfinished() {}

    static void refuse(String cluster, Optional<Run> unfinished) {
        unfinished.ifPresent(run -> {
            throw ExitException.failed("cluster '" + cluster + "' has an unfinished "
                    + ProcessWords.command(run.process()) + "; finish it first with 'ohmykube --name " + cluster
                    + " resume', or remove the cluster with 'ohmykube --name " + cluster + " down'");
        });
    }
}
