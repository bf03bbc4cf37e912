package io.ohmykube.cli.view;

import io.ohmykube.workers.contract.StepEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Folds the events of one operation into what there is to show. Draws nothing and reads no clock. */
public final class ProgressModel {
    private final String cluster;
    private final Map<String, Subject> subjects = new LinkedHashMap<>();
    private final Map<String, StepTime> times = new LinkedHashMap<>();

    public ProgressModel(String cluster, List<String> nodes) {
        this.cluster = cluster;
        nodes.forEach(node -> subjects.put(node, new Subject(node)));
    }

    public synchronized void on(StepEvent event) {
        String name = event.node() == null ? cluster : event.node();
        subjects.computeIfAbsent(name, Subject::new).on(event);
        Long millis = event.durationMillis();
        if (millis != null) {
            Duration took = Duration.ofMillis(millis);
            times.merge(
                    event.step(),
                    new StepTime(event.step(), event.title(), 1, took, took),
                    (known, ignored) -> known.plus(took));
        }
    }

    /** The nodes in the order given, then whatever else events were about, in the order it appeared. */
    public synchronized List<Row> rows() {
        return subjects.values().stream().map(Subject::row).toList();
    }

    /** In the order in which steps first ended. */
    public synchronized List<StepTime> times() {
        return List.copyOf(times.values());
    }

    /** One subject's running steps and open questions, newest last, and its newest event. */
    private static final class Subject {
        private final String name;
        private final Map<String, StepEvent> running = new LinkedHashMap<>();
        private final Map<String, StepEvent> asked = new LinkedHashMap<>();
        private @Nullable StepEvent newest;
        private @Nullable String note;

        Subject(String name) {
            this.name = name;
        }

        void on(StepEvent event) {
            newest = event;
            switch (event.kind()) {
                case STARTED -> {
                    running.put(event.step(), event);
                    note = null;
                }
                case PROGRESS -> note = event.message();
                case ASKED -> asked.put(event.step(), event);
                case ANSWERED -> asked.remove(event.step());
                case DONE, CANCELLED -> {
                    running.remove(event.step());
                    asked.remove(event.step());
                    note = null;
                }
                case RETRYING, REPAIRING, FAILED -> {
                    running.remove(event.step());
                    note = event.message();
                }
            }
        }

        Row row() {
            StepEvent event = newest;
            if (event == null) {
                return new Row(name, Row.State.WAITING, "", null, 1, null);
            }
            Collection<StepEvent> active = running.values();
            if (active.isEmpty() && !asked.isEmpty()) {
                StepEvent question = asked.values().iterator().next();
                return new Row(name, Row.State.ASKING, titles(asked.values()), question.time(), 1, null);
            }
            if (active.isEmpty()) {
                return new Row(name, stateAfter(event.kind()), event.title(), event.time(), event.attempt(), note);
            }
            StepEvent first = active.iterator().next();
            return new Row(name, Row.State.RUNNING, titles(active), first.time(), first.attempt(), note);
        }

        private static String titles(Collection<StepEvent> events) {
            List<String> titles = new ArrayList<>();
            events.forEach(event -> titles.add(event.title()));
            return String.join(", ", titles);
        }

        private static Row.State stateAfter(StepEvent.Kind kind) {
            return switch (kind) {
                case RETRYING, REPAIRING -> Row.State.RECOVERING;
                case FAILED -> Row.State.FAILED;
                case STARTED, PROGRESS, DONE, CANCELLED, ASKED, ANSWERED -> Row.State.IDLE;
            };
        }
    }
}
