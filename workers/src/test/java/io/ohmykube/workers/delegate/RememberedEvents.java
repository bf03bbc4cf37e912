package io.ohmykube.workers.delegate;

import io.ohmykube.workers.contract.StepEvent;
import io.ohmykube.workers.contract.StepEvent.Kind;
import io.ohmykube.workers.contract.StepHistory;
import io.ohmykube.workers.contract.StepListener;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps all events and remembers from them. */
final class RememberedEvents implements StepListener, StepHistory {
    private final List<StepEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void on(StepEvent event) {
        events.add(event);
    }

    @Override
    public int attempts(String instance, String step, @Nullable String node) {
        return (int) of(instance, step, node).stream()
                .filter(e -> e.kind() == Kind.STARTED)
                .count();
    }

    @Override
    public Optional<String> firstCause(String instance, String step, @Nullable String node) {
        String first = null;
        for (StepEvent event : of(instance, step, node)) {
            switch (event.kind()) {
                case RETRYING, REPAIRING -> first = first == null ? event.message() : first;
                case DONE, FAILED -> first = null;
                default -> {}
            }
        }
        return Optional.ofNullable(first);
    }

    @Override
    public boolean wasCutOff(String instance, String step, @Nullable String node) {
        return of(instance, step, node).stream()
                .reduce((before, last) -> last)
                .filter(last -> last.kind() == Kind.STARTED || last.kind() == Kind.CANCELLED)
                .isPresent();
    }

    @Override
    public List<Failed> failedSteps(String instance) {
        return events.stream()
                .filter(e -> e.instance().equals(instance) && e.kind() == Kind.FAILED)
                .map(e -> new Failed(e.title(), e.node()))
                .toList();
    }

    List<StepEvent> all() {
        return events;
    }

    List<Kind> kinds() {
        return events.stream().map(StepEvent::kind).toList();
    }

    StepEvent last() {
        return events.get(events.size() - 1);
    }

    private List<StepEvent> of(String instance, String step, @Nullable String node) {
        return events.stream()
                .filter(e -> e.instance().equals(instance) && e.step().equals(step) && Objects.equals(e.node(), node))
                .toList();
    }
}
