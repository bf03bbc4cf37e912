package io.ohmykube.cli.operation;

import java.util.Set;

/** Which command runs which process. */
public final class ProcessWords {
    public static final String UP = "cluster-up";
    public static final String DOWN = "cluster-down";
    public static final String ADD = "node-add";
    public static final String DELETE = "node-delete";
    public static final String LOAD = "images-load";
    public static final String STOP = "cluster-stop";
    public static final String START = "cluster-start";
    public static final String RESTART = "cluster-restart";
    public static final String REPAIR = "cluster-repair";

    private static final Set<String> MAKING_NODES = Set.of(UP, ADD);

    private ProcessWords() {}

    /** Whether it makes nodes, and so can go on without one of the workers. */
    public static boolean makesNodes(String process) {
        return MAKING_NODES.contains(process);
    }

    /** Whether a run that stops halfway leaves nodes or add-ons that are not as they are wanted. */
    public static boolean changesNodes(String process) {
        return !process.equals(LOAD) && !process.equals(STOP);
    }

    /** The word a user knows a process by; a process of the user's own is known by its id. */
    public static String command(String process) {
        return switch (process) {
            case UP -> "up";
            case DOWN -> "down";
            case ADD -> "add";
            case DELETE -> "delete";
            case LOAD -> "load";
            case STOP -> "stop";
            case START -> "start";
            case RESTART -> "restart";
            case REPAIR -> "repair";
            default -> process;
        };
    }
}
