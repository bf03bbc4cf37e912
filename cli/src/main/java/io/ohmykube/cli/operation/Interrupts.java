package io.ohmykube.cli.operation;

/** How a person or the system asks the program to stop. */
@FunctionalInterface
public interface Interrupts {
    /** From now on this is what hears of it, in place of whoever heard of it before. */
    void listen(Interruptible now);

    /** Ends the program at once with exit code 130, as safe as a crash. */
    default void end() {
        Runtime.getRuntime().halt(130);
    }

    /** What can be asked to stop. Asked on threads that do nothing else. */
    interface Interruptible {
        /** Asked for the first time: end soon, leaving everything such that it can go on. */
        void stop();

        /**
         * Asked again, or the program did not end in time: it ends as soon as this returns. Restores the terminal and says
         * how to go on.
         */
        void abandon();
    }
}
