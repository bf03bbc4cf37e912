package io.ohmykube.cli;

/** Which command runs which process. */
final class ProcessWords {
    static final String UP = "cluster-up";
    static final String DOWN = "cluster-down";
    static final String ADD = "node-add";
    static final String DELETE = "node-delete";

    private ProcessWords() {}

    /** The word a user knows a process by; a process of the user's own is known by its id. */
    static String command(String process) {
        return switch (process) {
            case UP -> "up";
            case DOWN -> "down";
            case ADD -> "add";
            case DELETE -> "delete";
            default -> process;
        };
    }
}
