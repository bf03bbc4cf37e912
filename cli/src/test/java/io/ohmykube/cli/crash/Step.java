package io.ohmykube.cli.crash;

import java.util.List;
import java.util.Random;

/**
 * A step as an undisturbed run showed it.
 *
 * @param commands the commands that it gave, in order
 */
record Step(StepKey key, String title, long millis, List<String> commands) {
    private static final List<String> DECISIVE =
            List.of("kubeadm init", "kubeadm join", "launcher create", "launcher delete");
    private static final long MIDWAY_MILLIS = 60;
    private static final long LATENCY_MILLIS = 250;
    private static final long SOON_MILLIS = 3;

    /** A kill for one of many in turn, where a step may find some of its work done and commands are a little slow. */
    Kill duringSoon(Random random) {
        if (commands.isEmpty() || isDecisive()) {
            return during(random, 1);
        }
        int number = 1 + random.nextInt((commands.size() + 1) / 2);
        return Kill.inCommand(key, number, commands.get(number - 1), SOON_MILLIS);
    }

    /** The kill in the middle of one of its commands, or of its usual time where it gives none. */
    Kill during(Random random, int attempt) {
        if (commands.isEmpty()) {
            return Kill.inTime(key, attempt == 1 ? millis / 2 : attempt == 2 ? millis / 4 : 0);
        }
        int decisive = decisive();
        int number = decisive >= 0 ? decisive + 1 : 1 + random.nextInt(commands.size());
        return Kill.inCommand(key, number, commands.get(number - 1), MIDWAY_MILLIS);
    }

    /** Whether it does what must not be done twice without a clean-up between. */
    boolean isDecisive() {
        return decisive() >= 0;
    }

    private int decisive() {
        return DECISIVE.stream()
                .mapToInt(commands::indexOf)
                .filter(index -> index >= 0)
                .findFirst()
                .orElse(-1);
    }

    /** What makes the command that the kill is in last long enough, as a rule of a scenario. */
    static List<String> scenario(Kill kill) {
        if (kill.command() == 0) {
            return List.of();
        }
        String node = kill.key().subject().contains(Operation.CLUSTER + "-")
                ? kill.key().subject()
                : "*";
        // Half a machine is what a killed launcher leaves; kubeadm spends its time where half is done.
        String how = kill.name().startsWith("launcher c") || kill.name().startsWith("launcher del")
                ? "executions: [1], outcome: hang, at: midway"
                : "latency: " + LATENCY_MILLIS + "ms";
        String where = kill.name().startsWith("launcher") || kill.name().startsWith("kubeadm") ? node : "*";
        return List.of("rules:", "- {command: \"" + kill.name() + "\", node: \"" + where + "\", " + how + "}");
    }
}
