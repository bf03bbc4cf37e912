package io.ohmykube.processes;

import io.ohmykube.workers.contract.StepEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the lines about one run add up to. */
final class RunTally {
    private final String run;
    private final Map<Key, StepTally> steps = new LinkedHashMap<>();
    private String process = "";
    private Outcome.State state = Outcome.State.RUNNING;
    private Duration worked = Duration.ZERO;
    private @Nullable Instant started;
    private @Nullable Instant newest;
    /** When the run was last begun or gone on with; null once it is known how that ended. */
    private @Nullable Instant working;

    private record Key(String process, String step, @Nullable String node) {}

    RunTally(String run) {
        this.run = run;
    }

    void add(LogLine line) {
        StepEvent event = line.step();
        if (line.run() != null) {
            mark(line.run(), line);
        } else if (event != null) {
            if (started == null) {
                // Its beginning was not written down: its steps alone tell of it.
                process = event.process();
                begin(event.time());
            }
            steps.computeIfAbsent(new Key(event.process(), event.step(), event.node()), key -> new StepTally(event))
                    .add(event);
        }
        newest = line.time();
    }

    private void mark(String what, LogLine line) {
        process = line.process();
        if (what.equals(LogLine.BEGUN)) {
            // The one before died, or its end would stand here.
            rest(newest);
            begin(line.time());
            state = Outcome.State.RUNNING;
        } else {
            begin(line.time());
            state = Outcome.State.valueOf(what);
            rest(line.time());
        }
    }

    private void begin(Instant time) {
        started = started == null ? time : started;
        working = working == null ? time : working;
    }

    private void rest(@Nullable Instant until) {
        if (working != null && until != null) {
            worked = worked.plus(Duration.between(working, until));
        }
        working = null;
    }

    /** @param held somebody holds the cluster, so a run without an end is one that runs */
    RunRecord record(boolean held) {
        boolean runs = state == Outcome.State.RUNNING && held;
        Instant last = Objects.requireNonNull(newest, "there is no tally without a line");
        Duration open = working == null ? Duration.ZERO : Duration.between(working, runs ? Instant.now() : last);
        return new RunRecord(
                run,
                process,
                state == Outcome.State.RUNNING && !held ? Outcome.State.INTERRUPTED : state,
                started == null ? last : started,
                runs ? null : last,
                worked.plus(open),
                steps.values().stream().map(StepTally::record).toList());
    }

    /** One step on one node. */
    private static final class StepTally {
        private final StepEvent first;
        private final List<AttemptRecord> attempts = new ArrayList<>();

        StepTally(StepEvent first) {
            this.first = first;
        }

        void add(StepEvent event) {
            AttemptRecord before = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
            if (before == null || before.number() != event.attempt() || event.kind() == StepEvent.Kind.STARTED) {
                attempts.add(attempt(event, event.time()));
            } else {
                attempts.set(attempts.size() - 1, attempt(event, before.started()));
            }
        }

        private static AttemptRecord attempt(StepEvent event, Instant started) {
            return new AttemptRecord(
                    event.attempt(),
                    started,
                    event.durationMillis(),
                    event.kind() == StepEvent.Kind.PROGRESS ? StepEvent.Kind.STARTED : event.kind(),
                    event.message());
        }

        StepRecord record() {
            return new StepRecord(first.process(), first.step(), first.title(), first.node(), attempts);
        }
    }
}
