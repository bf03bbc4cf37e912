package io.ohmykube.cli.operation;

/** How a person or the system asks the program to stop. */
public interface Interrupts {
    /**
     * Calls {@code action} on every request from now on, on a thread of its own, in place of ending the program.
     *
     * @return closing it restores what was before
     */
    Listening listen(Runnable action);

    /** Requests are heard until it is closed. */
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }
}
