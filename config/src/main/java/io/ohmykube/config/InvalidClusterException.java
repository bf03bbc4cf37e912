package io.ohmykube.config;

import java.util.List;
import java.util.stream.Collectors;

/** The user's input cannot be accepted; nothing was created. The command ends with exit code 2. */
public final class InvalidClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Problem> problems;

    public InvalidClusterException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public InvalidClusterException(String path, String message) {
        this(List.of(new Problem(path, message)));
    }

    public List<Problem> problems() {
        return problems;
    }
}
