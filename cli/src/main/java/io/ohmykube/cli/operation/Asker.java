package io.ohmykube.cli.operation;

import io.ohmykube.cli.view.OpenQuestion;
import io.ohmykube.processes.Answer;
import java.util.Optional;

/** Asks a person who sits there. */
@FunctionalInterface
public interface Asker {
    /** Nobody sits there. */
    Asker NOBODY = question -> Optional.empty();

    /** The answer; empty where the person leaves the question open. */
    Optional<Answer> ask(OpenQuestion question);
}
