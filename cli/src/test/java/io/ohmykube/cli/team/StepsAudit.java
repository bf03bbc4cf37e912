package io.ohmykube.cli.team;

import io.ohmykube.cli.crash.Happened;
import io.ohmykube.cli.crash.StepKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the steps of one cluster must look like, and what its kubeadms, when its server was killed or was not. */
final class StepsAudit {
    private static final Set<String> ONCE = Set.of("kubeadm init", "kubeadm join");
    private static final Set<String> CLEANING = Set.of("reset-node", "launcher delete");

    private final String cluster;
    private final @Nullable Instant killed;
    private final List<String> violations = new ArrayList<>();

    private StepsAudit(String cluster, @Nullable Instant killed) {
        this.cluster = cluster;
        this.killed = killed;
    }

    /**
     * Looks for steps that ran twice at the same time, that began again although they were done, or that failed. Only the
     * death of the server makes a step begin again, once, and once more where that finds something to be repaired first.
     *
     * @param killed when the server died that worked on the cluster; null where none did
     */
    static List<String> steps(String cluster, List<Happened.Event> events, @Nullable Instant killed) {
        StepsAudit audit = new StepsAudit(cluster, killed);
        Map<StepKey, Happened.Event> last = new HashMap<>();
        Set<StepKey> again = new HashSet<>();
        for (Happened.Event event : events) {
            Happened.Event before = last.get(event.key());
            if (event.is("STARTED")) {
                if (before != null && !(audit.isCutOff(before, event) && again.add(event.key()))) {
                    audit.add(event.key() + " began at " + event.time() + " although it was " + before.kind() + " at "
                            + before.time());
                }
                last.put(event.key(), event);
            } else if (event.is("DONE")) {
                last.put(event.key(), event);
            } else if (event.is("REPAIRING") && again.contains(event.key())) {
                last.remove(event.key());
            } else if (List.of("FAILED", "RETRYING", "REPAIRING").contains(event.kind())) {
                audit.add(event.key() + " is " + event.kind() + " at " + event.time());
            }
        }
        last.values().stream()
                .filter(event -> event.is("STARTED"))
                .forEach(event -> audit.add(event.key() + " began at " + event.time() + " and has no end"));
        return audit.violations;
    }

    /** Each node was made part of the cluster once; an attempt that was cut off was cleaned up before the next one. */
    static List<String> kubeadm(String cluster, List<Happened.Command> commands, int nodes) {
        StepsAudit audit = new StepsAudit(cluster, null);
        Map<String, Happened.Command> before = new HashMap<>();
        Map<String, Integer> succeeded = new HashMap<>();
        for (Happened.Command command : commands) {
            if (CLEANING.contains(command.name())) {
                before.remove(command.node());
            } else if (ONCE.contains(command.name())) {
                if (before.put(command.node(), command) != null) {
                    audit.add(
                            command.name() + " on " + command.node() + " at " + command.time() + " without a clean-up");
                }
                if (command.succeeded()) {
                    succeeded.merge(command.node(), 1, Integer::sum);
                }
            }
        }
        if (succeeded.size() != nodes || succeeded.values().stream().anyMatch(times -> times != 1)) {
            audit.add("kubeadm succeeded so often: " + succeeded);
        }
        return audit.violations;
    }

    private boolean isCutOff(Happened.Event before, Happened.Event now) {
        return killed != null && before.time().isBefore(killed) && now.time().isAfter(killed);
    }

    private void add(String violation) {
        violations.add(cluster + ": " + violation);
    }
}
