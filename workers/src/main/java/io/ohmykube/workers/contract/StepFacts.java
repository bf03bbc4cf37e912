package io.ohmykube.workers.contract;

import java.util.List;

/**
 * What whoever puts a step into a process has to know of it. Each delegate says it of itself.
 *
 * @param does what it does, for people: Markdown on one line
 * @param looksAt what it looks at first, to see what there is to do; empty where that is nothing
 * @param reads the variables it reads besides the cluster's name
 * @param leaves what is there, or is recorded, when it is done; empty where that is nothing more
 * @param raises codes of the BPMN errors that a boundary event may catch
 */
public record StepFacts(String does, String looksAt, List<StepInput> reads, String leaves, List<String> raises) {
    /** Nothing is known. */
    public static final StepFacts NONE = does("");

    public StepFacts {
        reads = List.copyOf(reads);
        raises = List.copyOf(raises);
    }

    /** A step that does this. */
    public static StepFacts does(String what) {
        return new StepFacts(what, "", List.of(), "", List.of());
    }

    public StepFacts looksAt(String what) {
        return new StepFacts(does, what, reads, leaves, raises);
    }

    public StepFacts reads(StepInput... inputs) {
        return new StepFacts(does, looksAt, List.of(inputs), leaves, raises);
    }

    public StepFacts leaves(String what) {
        return new StepFacts(does, looksAt, reads, what, raises);
    }

    public StepFacts raises(String... codes) {
        return new StepFacts(does, looksAt, reads, leaves, List.of(codes));
    }
}
