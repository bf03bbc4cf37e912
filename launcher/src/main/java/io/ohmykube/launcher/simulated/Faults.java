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
            return new Course(usual, null);
        }
        return executions.change(counted -> decide(counted, node, line, usual));
    }

    private Course decide(Executions counted, String node, String line, Duration usual) {
        Duration latency = Duration.ZERO;
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
                disturbance = disturbance == null && rule.outcome() != null ? rule : disturbance;
            }
        }
        return new Course(latency.isZero() ? usual : latency, disturbance);
    }

    /** What happens to one execution: how much longer it takes, and what disturbs it, if anything. */
    record Course(Duration latency, @Nullable Rule disturbance) {
        /** Takes the time that the command takes. */
        void pass() throws InterruptedException {
            if (!latency.isZero()) {
                Thread.sleep(latency.toMillis());
            }
        }

        boolean comes(Rule.At point) {
            return disturbance != null && disturbance.at() == point;
        }

        /** Lets the disturbance happen if it comes at one of these points. */
        void disturb(Rule.At... points) throws InterruptedException, DisturbedException {
            if (disturbance == null || !Set.of(points).contains(disturbance.at())) {
                return;
            }
            if (disturbance.outcome() == Rule.Outcome.HANG) {
                Thread.sleep(Long.MAX_VALUE);
            }
            throw new DisturbedException(disturbance);
        }
    }
}
