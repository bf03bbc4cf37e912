package io.ohmykube.cli.operation;

import io.ohmykube.cli.view.Terminal;
import io.ohmykube.cli.view.View;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What becomes of one operation that is asked to stop, and what is true of it at each moment. */
final class Stopping implements Interrupts.Interruptible {
    private final Interrupts interrupts;
    private final View view;
    private final Terminal terminal;
    /** Held while something is said, and by nobody who works: a terminal may take long. */
    private final Object saying = new Object();

    private @Nullable Runnable running;
    private boolean asked;
    private boolean abandoned;
    private volatile String lastWords;

    /** @param lastWords what a person is to know if it stops now */
    Stopping(Interrupts interrupts, View view, Terminal terminal, String lastWords) {
        this.interrupts = interrupts;
        this.view = view;
        this.terminal = terminal;
        this.lastWords = lastWords;
    }

    @Override
    public void stop() {
        @Nullable Runnable interruption;
        synchronized (this) {
            asked = true;
            interruption = running;
        }
        if (interruption == null) {
            // Nothing runs that would have to be stopped: either nothing has begun yet, or only closing is left.
            abandon();
            interrupts.end();
            return;
        }
        synchronized (saying) {
            // Asked twice at the same time: nothing comes after the last words.
            if (!abandoned) {
                view.warn("interrupted; waiting for what runs to stop (once more to end at once)");
            }
        }
        interruption.run();
    }

    @Override
    public void abandon() {
        synchronized (saying) {
            abandoned = true;
            view.close();
            terminal.err().println();
            terminal.err().println(lastWords);
            terminal.err().flush();
        }
    }

    synchronized boolean asked() {
        return asked;
    }

    /**
     * What is begun unless it was asked to stop before; empty where it was. Whoever asks meanwhile waits until that is
     * over: what he is told then is true.
     */
    synchronized <T> Optional<T> unlessAsked(Supplier<T> beginning) {
        return asked ? Optional.empty() : Optional.of(beginning.get());
    }

    String lastWords() {
        return lastWords;
    }

    /** From now on something else is true. */
    void nowTrue(String words) {
        lastWords = words;
    }

    /** A run goes on, which this would interrupt. */
    synchronized void runs(Runnable interruption) {
        running = interruption;
    }

    /** The run ended; it is not to be interrupted any more. */
    synchronized void rests() {
        running = null;
    }
}
