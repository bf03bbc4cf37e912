package io.ohmykube.processes;

import io.ohmykube.workers.contract.StepEvent;
import io.ohmykube.workers.contract.StepHistory;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the events of a run add up to. Not safe for several threads. */
final class ProgressModel {
    private final Map<Key, StepProgress> steps = new LinkedHashMap<>();
    private final Map<Key, Integer> attempts = new HashMap<>();
    private final Map<Key, String> firstCauses = new HashMap<>();

    /** Why the newest repair of a node was begun, until the step that asked for it is done or a person was told. */
    private final Map<Part, Repair> repairs = new HashMap<>();

    private @Nullable StepEvent lastAnswer;

    private record Part(String instance, @Nullable String node) {}

    private record Repair(String step, String cause) {}

    private record Key(String instance, String step, @Nullable String node) {}

    void on(StepEvent event) {
        Key key = new Key(event.instance(), event.step(), event.node());
        attempts.merge(key, event.attempt(), Math::max);
        switch (event.kind()) {
            case RETRYING, REPAIRING -> {
                if (event.message() != null) {
                    firstCauses.putIfAbsent(key, event.message());
                }
            }
            case DONE, FAILED -> firstCauses.remove(key);
            case ANSWERED -> lastAnswer = event;
            default -> {}
        }
        repaired(event, key);
        steps.merge(key, first(event), (before, now) -> next(before, event));
    }

    private void repaired(StepEvent event, Key key) {
        Part part = new Part(event.instance(), event.node());
        Repair repair = repairs.get(part);
        switch (event.kind()) {
            case REPAIRING -> {
                String cause = firstCauses.getOrDefault(key, event.message());
                if (repair == null && cause != null) {
                    repairs.put(part, new Repair(event.step(), cause));
                }
            }
            case DONE -> {
                if (repair != null && repair.step().equals(event.step())) {
                    repairs.remove(part);
                }
            }
            case FAILED -> repairs.remove(part);
            default -> {}
        }
    }

    Optional<StepEvent> lastAnswer() {
        return Optional.ofNullable(lastAnswer);
    }

    List<StepProgress> steps() {
        return List.copyOf(steps.values());
    }

    int attempts(String instance, String step, @Nullable String node) {
        return attempts.getOrDefault(new Key(instance, step, node), 0);
    }

    /** Of the step itself or, where that has not failed before, of the repair in which it takes part. */
    Optional<String> firstCause(String instance, String step, @Nullable String node) {
        Repair repair = repairs.get(new Part(instance, node));
        return Optional.ofNullable(repair == null ? firstCauses.get(new Key(instance, step, node)) : repair.cause());
    }

    boolean wasCutOff(String instance, String step, @Nullable String node) {
        StepProgress progress = steps.get(new Key(instance, step, node));
        return progress != null
                && (progress.state() == StepEvent.Kind.STARTED || progress.state() == StepEvent.Kind.CANCELLED);
    }

    /** Why the step failed for good; empty where it did not, or was begun again since. */
    Optional<String> failure(String instance, String step, @Nullable String node) {
        return Optional.ofNullable(steps.get(new Key(instance, step, node)))
                .filter(progress -> progress.state() == StepEvent.Kind.FAILED)
                .map(StepProgress::message);
    }

    List<StepHistory.Failed> failedSteps(String instance) {
        return steps.entrySet().stream()
                .filter(step -> step.getKey().instance().equals(instance)
                        && step.getValue().state() == StepEvent.Kind.FAILED)
                .map(step -> new StepHistory.Failed(
                        step.getValue().title(), step.getKey().node()))
                .toList();
    }

    private static StepProgress first(StepEvent event) {
        return progress(event, event.time());
    }

    private static StepProgress next(StepProgress before, StepEvent event) {
        boolean begins = event.kind() == StepEvent.Kind.STARTED
                || (event.kind() == StepEvent.Kind.ASKED && event.attempt() != before.attempt());
        return progress(event, begins ? event.time() : before.started());
    }

    private static StepProgress progress(StepEvent event, Instant started) {
        return new StepProgress(
                event.process(),
                event.step(),
                event.title(),
                event.node(),
                event.kind() == StepEvent.Kind.PROGRESS ? StepEvent.Kind.STARTED : event.kind(),
                event.attempt(),
                started,
                event.durationMillis(),
                event.message());
    }
}
