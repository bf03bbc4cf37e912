package io.ohmykube.cli.operation;

import io.ohmykube.cli.view.Terminal;
import io.ohmykube.cli.view.View;
import io.ohmykube.processes.ClusterEngine;
import org.jspecify.annotations.Nullable;

/** What becomes of one operation that is asked to stop, and what is true of it at each moment. */
final class Stopping implements Interrupts.Interruptible {
    private final Interrupts interrupts;
    private final View view;
    private final Terminal terminal;
    private @Nullable ClusterEngine running;
    private boolean asked;
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
        @Nullable ClusterEngine engine;
        synchronized (this) {
            asked = true;
            engine = running;
        }
        if (engine == null) {
            // Nothing runs that would have to be stopped: either nothing has begun yet, or only closing is left.
            abandon();
            interrupts.end();
            return;
        }
        view.warn("interrupted; waiting for what runs to stop (once more to end at once)");
        engine.interrupt();
    }

    @Override
    public void abandon() {
        view.close();
        terminal.err().println();
        terminal.err().println(lastWords);
        terminal.err().flush();
    }

    synchronized boolean asked() {
        return asked;
    }

    String lastWords() {
        return lastWords;
    }

    /** From now on something else is true. */
    void nowTrue(String words) {
        lastWords = words;
    }

    /** A run goes on in this engine. */
    synchronized void runs(ClusterEngine engine) {
        running = engine;
    }

    /** The run ended; the engine is not to be touched any more. */
    synchronized void rests() {
        running = null;
    }
}
