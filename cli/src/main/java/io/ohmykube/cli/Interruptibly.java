package io.ohmykube.cli;

import io.ohmykube.cli.operation.Interrupts;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Does something that cleans up behind itself when its thread is interrupted, and ends with 130 then. */
final class Interruptibly implements Interrupts.Interruptible {
    private final Thread worker = Thread.currentThread();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final Session session;
    private final String lastWords;

    private Interruptibly(Session session, String lastWords) {
        this.session = session;
        this.lastWords = lastWords;
    }

    /** @param lastWords what is true when it was interrupted */
    static <T> T run(Session session, Interrupts interrupts, String lastWords, Supplier<T> work) {
        Interruptibly listening = new Interruptibly(session, lastWords);
        interrupts.listen(listening);
        try {
            T result = work.get();
            if (listening.asked.get()) {
                throw new ExitException(ExitCode.INTERRUPTED, lastWords);
            }
            return result;
        } catch (RuntimeException failed) {
            if (listening.asked.get()) {
                throw new ExitException(ExitCode.INTERRUPTED, lastWords);
            }
            throw failed;
        }
    }

    @Override
    public void stop() {
        asked.set(true);
        worker.interrupt();
    }

    @Override
    public void abandon() {
        session.terminal().err().println("error: " + lastWords);
        session.terminal().err().flush();
    }
}
