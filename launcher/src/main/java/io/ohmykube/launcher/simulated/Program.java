package io.ohmykube.launcher.simulated;

import java.io.IOException;

/** What a simulated machine does for a command or a script. */
@FunctionalInterface
interface Program {
    /** Runs to the end and returns the exit code. */
    int run(Execution execution) throws IOException, InterruptedException, DisturbedException;
}
