package io.ohmykube.workers.contract;

import org.jspecify.annotations.Nullable;

/** A process variable that steps read, besides the cluster's name, which every one of them has. */
public enum StepInput {
    NODE(Variables.NODE, "the node's name", null),
    ADD_ON(Variables.ADD_ON, "the add-on's name", null),
    CONTROL_PLANE(Variables.CONTROL_PLANE, "the name of the control plane to ask first", null),
    NODES(Variables.NODES, "the nodes that the run makes or starts, as a JSON array of names", "none"),
    CONTROL_PLANES(Variables.CONTROL_PLANES, "the control planes that it makes or starts, in the same way", "none"),
    IMAGES(Variables.IMAGES, "full names of images, as a JSON array", null),
    FORCE(Variables.FORCE, "whether to go on without evicting pods, and without machines that do not answer", "false"),
    WHOLE_CLUSTER(Variables.WHOLE_CLUSTER, "whether the cluster goes, or stops, as a whole", "false"),
    MERGE_KUBECONFIG(Variables.MERGE_KUBECONFIG, "whether the user's own kubeconfig gets the context", "false"),
    PARALLEL(Variables.PARALLEL, "how many machines are made at once", "3");

    private final String variable;
    private final String meaning;
    private final @Nullable String otherwise;

    StepInput(String variable, String meaning, @Nullable String otherwise) {
        this.variable = variable;
        this.meaning = meaning;
        this.otherwise = otherwise;
    }

    /** The variable's name. */
    public String variable() {
        return variable;
    }

    /** What it holds, for people. */
    public String meaning() {
        return meaning;
    }

    /** What holds where the variable is not set; null where it has to be set. */
    public @Nullable String otherwise() {
        return otherwise;
    }
}
