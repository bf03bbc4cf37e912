package io.ohmykube.cli.crash;

import io.ohmykube.cli.crash.Happened.Command;
import io.ohmykube.cli.crash.Happened.Event;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold after an operation was killed, perhaps several times, and gone on with to its end. */
final class Audit {
    private static final Set<String> ONCE = Set.of("kubeadm init", "kubeadm join");
    private static final Set<String> CLEANING = Set.of("reset-node", "launcher delete");
    private static final Set<String> CLEAN_UPS = Set.of("Task_ResetNode", "Task_RemoveMachine");
    private static final String CREATE = "launcher create";
    private static final String DELETE = "launcher delete";

    private final Site site;
    private final List<Death> deaths;
    private final List<Event> events;
    private final List<Command> commands;
    private final List<String> violations = new ArrayList<>();

    private Audit(Site site, List<Death> deaths) {
        this.site = site;
        this.deaths = deaths;
        this.events = Happened.events(site.events());
        this.commands = Happened.commands(site.orders().commandLog());
    }

    /** Returns what does not hold; nothing where all does. */
    static List<String> violations(Site site, List<Death> deaths, EndState undisturbed) {
        Audit audit = new Audit(site, deaths);
        audit.violations.addAll(EndState.of(site).differences(undisturbed));
        audit.engine();
        audit.steps();
        audit.kubeadm();
        audit.launcher();
        return audit.violations;
    }

    private void engine() {
        if (EngineRows.isThere(site)) {
            try (EngineRows rows = EngineRows.open(site)) {
                violations.addAll(rows.leftovers());
            }
        }
    }

    /** No step begins again that is done, unless its checkpoint was not committed when the process died. */
    private void steps() {
        Set<StepKey> done = new HashSet<>();
        Set<StepKey> again = new HashSet<>();
        int death = 0;
        for (Event event : events) {
            while (death < deaths.size()
                    && event.time().isAfter(deaths.get(death).time())) {
                again.clear();
                again.addAll(deaths.get(death).due());
                if (deaths.get(death).anew()) {
                    done.clear();
                }
                death++;
            }
            if (event.is("REPAIRING")) {
                // Its clean-up belongs to each attempt.
                done.removeIf(key -> CLEAN_UPS.contains(key.step())
                        && key.subject().equals(event.key().subject()));
            } else if (event.is("DONE")) {
                done.add(event.key());
            } else if (event.is("STARTED")) {
                if (done.contains(event.key()) && !again.remove(event.key())) {
                    violations.add(event.key() + " was done and began again at " + event.time());
                }
            } else if (event.is("FAILED") || event.is("RETRYING")) {
                violations.add(event.key() + " failed at " + event.time());
            }
        }
    }

    /** Each attempt follows a clean-up of what the one before left; there is no second one after one that succeeded. */
    private void kubeadm() {
        Map<String, Command> before = new HashMap<>();
        for (Command command : commands) {
            if (CLEANING.contains(command.name()) && (command.succeeded() || !command.ended())) {
                before.remove(command.node());
            } else if (ONCE.contains(command.name())) {
                Command last = before.put(command.node(), command);
                if (last != null) {
                    violations.add(command.name() + " on " + command.node() + " at " + command.time()
                            + " without a clean-up after " + last.name() + " at " + last.time());
                }
            }
        }
        for (String name : ONCE) {
            commands.stream().map(Command::node).distinct().forEach(node -> {
                long succeeded = count(name, node, true);
                if (succeeded > 1) {
                    violations.add(name + " succeeded " + succeeded + " times on " + node);
                }
            });
        }
    }

    private long count(String name, String node, boolean succeeded) {
        return commands.stream()
                .filter(command -> command.name().equals(name)
                        && command.node().equals(node)
                        && (command.succeeded() || !succeeded))
                .count();
    }

    /** A machine that was whole is the same to the end; half of one is deleted before another is made; once per attempt. */
    private void launcher() {
        for (Death death : deaths) {
            death.machines().forEach((node, identity) -> afterwards(death.time(), node, identity));
        }
        commands.stream().map(Command::node).distinct().forEach(node -> {
            once(CREATE, "Task_CreateMachine", node);
            once(DELETE, "Task_RemoveMachine", node);
        });
    }

    private void afterwards(Instant death, String node, String identity) {
        boolean deleted = false;
        for (Command command : commands) {
            if (!command.node().equals(node) || command.time().isBefore(death)) {
                continue;
            }
            deleted |= command.name().equals(DELETE);
            if (command.name().equals(CREATE) && identity.equals(Death.HALF) && !deleted) {
                violations.add("half of " + node + " was made anew at " + command.time() + " without being deleted");
            }
        }
        String now = Death.machines(site).get(node);
        if (!identity.equals(Death.HALF) && !deleted && !identity.equals(now)) {
            violations.add(node + " is not the machine it was");
        }
    }

    private void once(String command, String step, String node) {
        long times = count(command, node, false);
        long attempts = events.stream()
                .filter(event -> event.is("STARTED") && event.key().equals(new StepKey(step, node)))
                .count();
        if (times > attempts && Files.exists(site.events())) {
            violations.add(command + " of " + node + " ran " + times + " times in " + attempts + " attempts");
        }
    }
}
