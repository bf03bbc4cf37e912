package io.ohmykube.launcher.simulated;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides by the scenario what happens to each execution, and counts executions over restarts. */
final class Faults {
    private final Scenario scenario;
    private final JsonFile<Executions> executions;

    Faults(Scenario scenario, JsonFile<Executions> executions) {
        this.scenario = scenario;
        this.executions = executions;
    }

    /** Counts one execution of this command, and says what happens to it. */
    Course next(String node, String line) throws IOException {
        Duration usual =
                scenario.latency() == null ? Duration.ZERO : scenario.latency().duration();
        if (scenario.rules().stream().noneMatch(rule -> rule.matches(node, line))) {
            return new Course(usual, Duration.ZERO, null);
        }
        return executions.change(counted -> decide(counted, node, line, usual));
    }

    private Course decide(Executions counted, String node, String line, Duration usual) {
        Duration latency = Duration.ZERO;
        Duration asleep = Duration.ZERO;
        Rule disturbance = null;
        Set<String> countedKeys = new HashSet<>();
        for (Rule rule : scenario.rules()) {
            if (!rule.matches(node, line)) {
                continue;
            }
            String key = rule.key(node);
            int execution = countedKeys.add(key)
                    ? counted.counts.merge(key, 1, Integer::sum)
                    : counted.counts.getOrDefault(key, 1);
            if (rule.concerns(execution)) {
                latency = rule.latency() == null
                        ? latency
                        : latency.plus(rule.latency().duration());
                asleep = rule.asleep() == null
                        ? asleep
                        : asleep.plus(rule.asleep().duration());
                disturbance = disturbance == null && rule.outcome() != null ? rule : disturbance;
            }
        }
        return new Course(latency.isZero() ? usual : latency, asleep, disturbance);
    }

    /**
     * What happens to one execution.
     *
     * @param latency how much longer it takes
     * @param asleep for how long everything slept before it
     * @param disturbance what disturbs it, if anything
     */
    record Course(Duration latency, Duration asleep, @Nullable Rule disturbance) {
        /** Takes the time that the command takes. */
        void pass() throws InterruptedException {
            if (!latency.isZero()) {
                Thread.sleep(latency.toMillis());
            }
        }

        /** Breaks the connection for the time that the command takes, unless it is to break after that. */
        void breakOff(Wire wire) {
            if (disturbance != null
                    && disturbance.outcome() == Rule.Outcome.DISCONNECT
                    && disturbance.at() != Rule.At.AFTER) {
                wire.breakOff();
            }
        }

        boolean comes(Rule.At point) {
            return disturbance != null && disturbance.at() == point;
        }

        /** Lets the disturbance happen if it comes at one of these points. */
        void disturb(Wire wire, Rule.At... points) throws InterruptedException, DisturbedException {
            if (disturbance == null || !Set.of(points).contains(disturbance.at())) {
                return;
            }
            if (disturbance.outcome() == Rule.Outcome.DISCONNECT) {
                wire.breakOff();
                return;
            }
            if (disturbance.outcome() == Rule.Outcome.HANG) {
                Thread.sleep(Long.MAX_VALUE);
            }
            throw new DisturbedException(disturbance);
        }
    }
}
