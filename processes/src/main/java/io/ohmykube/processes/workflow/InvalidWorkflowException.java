package io.ohmykube.processes.workflow;

import io.ohmykube.processes.validation.ProcessProblem;
import java.util.List;
import java.util.stream.Collectors;

/** A user's processes cannot be run as they are. Nothing was begun. */
public final class InvalidWorkflowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<ProcessProblem> problems;

    InvalidWorkflowException(List<ProcessProblem> problems) {
        super(problems.stream().map(ProcessProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** At least one. */
    public List<ProcessProblem> problems() {
        return problems;
    }
}
