package io.ohmykube.cli.view;

import io.ohmykube.workers.contract.StepEvent;
import java.util.List;
import java.util.function.Supplier;

/** Shows one operation. Events come from many threads, everything else from one. */
public interface View extends AutoCloseable {
    /** What stopped the run that is about to go on. Told before it begins. */
    void stoppedBy(List<Failure> failures);

    void begin(Heading heading);

    /** What {@link #begin} has told of has begun: it is written down, and will go on whatever happens. */
    default void underWay() {
        // As a rule nobody waits for that.
    }

    void on(StepEvent event);

    /** Something a person should know that concerns no step. */
    void warn(String message);

    /** Lets a person and the program talk on the terminal meanwhile. */
    default <T> T aside(Supplier<T> talk) {
        return talk.get();
    }

    void end(Result result);

    /** Leaves the terminal as it was found. Safe to call twice. */
    @Override
    void close();
}
