package io.ohmykube.cli;

import io.ohmykube.processes.RunRecord;
import java.util.List;

/** Which run is meant. */
final class RunChoice {
    static final String LAST = "last";
    private static final int SHORTEST = 8;

    private RunChoice() {}

    /**
     * The run whose id begins so.
     *
     * @throws ExitException if there is none, or more than one
     */
    static RunRecord of(String typed, List<RunRecord> runs, String cluster) {
        if (runs.isEmpty()) {
            throw ExitException.badInput("nothing was run on cluster '" + cluster + "' yet");
        }
        if (typed.equals(LAST)) {
            return runs.get(runs.size() - 1);
        }
        List<RunRecord> fitting =
                runs.stream().filter(run -> run.run().startsWith(typed)).toList();
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        throw ExitException.badInput(
                fitting.isEmpty()
                        ? "cluster '" + cluster + "' has no run '" + typed + "'; 'ohmykube --name " + cluster
                                + " process list' shows them"
                        : "'" + typed + "' is the beginning of " + fitting.size() + " runs: "
                                + String.join(
                                        ", ",
                                        fitting.stream().map(RunRecord::run).toList()));
    }

    /** The beginning of its id that tells it from the others. */
    static String shortest(RunRecord run, List<RunRecord> runs) {
        String id = run.run();
        int length = Math.min(SHORTEST, id.length());
        while (length < id.length() && isShared(id.substring(0, length), runs)) {
            length++;
        }
        return id.substring(0, length);
    }

    private static boolean isShared(String beginning, List<RunRecord> runs) {
        return runs.stream().filter(run -> run.run().startsWith(beginning)).count() > 1;
    }
}
