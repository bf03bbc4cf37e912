package io.ohmykube.workers.delegate;

/**
 * What is to be made of a failure.
 *
 * @param remedy what a person can do about it, a sentence without its full stop; empty where the failure says it itself
 */
record Verdict(Reaction reaction, String remedy) {
    /** How a process reacts. */
    enum Reaction {
        /** The engine tries again. */
        RETRY,
        /** The process repairs something and comes back. */
        REPAIR,
        /** A person has to do something. */
        INCIDENT,
        /** Nothing failed: the step was told to stop, and begins anew when the run goes on. */
        CANCEL
    }

    static Verdict retry(String remedy) {
        return new Verdict(Reaction.RETRY, remedy);
    }

    static Verdict incident(String remedy) {
        return new Verdict(Reaction.INCIDENT, remedy);
    }
}
