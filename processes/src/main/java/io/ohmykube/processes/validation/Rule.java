package io.ohmykube.processes.validation;

import org.w3c.dom.Node;

/** Something that every process must keep to. */
interface Rule {
    void check(ProcessFile file, Known known, Report report);

    /** Takes what a rule finds. */
    interface Report {
        void problem(Node where, String message);
    }
}
