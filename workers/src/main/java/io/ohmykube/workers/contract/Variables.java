package io.ohmykube.workers.contract;

import org.camunda.bpm.engine.delegate.DelegateExecution;

/** The process variables, by name: identifiers and small values only, never secrets, never serialised objects. */
public final class Variables {
    /** The cluster's name; also the business key. Present in every process instance. */
    public static final String CLUSTER = "cluster";
    /** The node's name, in processes and steps that concern one node. */
    public static final String NODE = "node";
    /** The add-on's name, in processes that concern one add-on. */
    public static final String ADD_ON = "addOn";
    /** The control plane that starts the cluster, or the one to ask first. */
    public static final String CONTROL_PLANE = "controlPlane";
    /** The control planes that join a new cluster one after the other: a JSON array of names; none where not set. */
    public static final String OTHER_CONTROL_PLANES = "otherControlPlanes";
    /**
     * The nodes that an operation makes, removes, stops or starts all at once, control planes excepted where they have a list
     * of their own: a JSON array of names.
     */
    public static final String NODES = "nodes";
    /** The control planes that an operation stops or starts, or adds or removes one after the other: a JSON array of names. */
    public static final String CONTROL_PLANES = "controlPlanes";
    /** The add-ons that an operation installs: a JSON array of names, requirements first. */
    public static final String ADD_ONS = "addOns";
    /** The images that an operation brings to nodes: a JSON array of full names. */
    public static final String IMAGES = "images";
    /** True where pods are not evicted before their node is removed or stopped. */
    public static final String FORCE = "force";
    /** True where the whole cluster goes away, an eviction that fails being a warning then, or is stopped. */
    public static final String WHOLE_CLUSTER = "wholeCluster";
    /** True where the cluster's context is to be merged into the user's own kubeconfig. */
    public static final String MERGE_KUBECONFIG = "mergeKubeconfig";
    /** True where a node of the cluster has hooks or uploads. */
    public static final String CUSTOMISED = "customised";
    /** How many machines are made at once. */
    public static final String PARALLEL = "parallel";
    /** What a person has answered to the newest question: true or false. Not set before there is an answer. */
    public static final String APPROVED = "approved";
    /** How often the repair path of a process part has been taken; local to the part's instance. */
    public static final String REPAIRS = "repairs";

    private Variables() {}

    public static String cluster(DelegateExecution execution) {
        return require(execution, CLUSTER);
    }

    public static String node(DelegateExecution execution) {
        return require(execution, NODE);
    }

    public static String controlPlane(DelegateExecution execution) {
        return require(execution, CONTROL_PLANE);
    }

    public static String addOn(DelegateExecution execution) {
        return require(execution, ADD_ON);
    }

    /** Whether a variable is there and true. */
    public static boolean isTrue(DelegateExecution execution, String name) {
        return Boolean.TRUE.equals(execution.getVariable(name));
    }

    /** A number, or {@code otherwise} where there is none. */
    public static int number(DelegateExecution execution, String name, int otherwise) {
        return execution.getVariable(name) instanceof Number number ? number.intValue() : otherwise;
    }

    private static String require(DelegateExecution execution, String name) {
        Object value = execution.getVariable(name);
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        // The id of a definition is its key, version and a number of the database's.
        throw new MissingVariableException(
                String.valueOf(execution.getProcessDefinitionId()).replaceFirst(":.*", ""),
                String.valueOf(execution.getCurrentActivityId()),
                name);
    }
}
