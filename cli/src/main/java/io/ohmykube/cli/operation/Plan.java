package io.ohmykube.cli.operation;

import io.ohmykube.cli.view.Heading;
import io.ohmykube.config.Cluster;
import io.ohmykube.processes.Answer;
import io.ohmykube.processes.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one command wants of one cluster. Asked while the cluster's lock is held. */
public interface Plan {
    /** The command's word, for example {@code up}. */
    String command();

    /** The cluster as it stands on disk when the work begins; a plan that makes a cluster writes it first. */
    Cluster begin();

    /** Whether {@link #begin} has written something that a person would have to undo. */
    default boolean hasBegun() {
        return false;
    }

    /**
     * What to do next; asked again after each run that was completed.
     *
     * @param unfinished the run that has not ended, if there is one
     * @return empty when all is done
     */
    Optional<Task> next(Cluster cluster, Optional<Run> unfinished);

    /** Whether it may begin a run; false where it as a rule goes on with one, or ends it. */
    default boolean beginsRuns() {
        return true;
    }

    /** Everything is done and the engine is closed. */
    default void completed() {}

    /** The last line for a person. */
    String summary(boolean changed);

    /** Facts worth having in a script. */
    default Map<String, String> details() {
        return Map.of();
    }

    /** One run. */
    sealed interface Task {
        Heading heading();

        /** The id of the process that runs. */
        String process();

        /** Whether it goes on with a run that was begun before. */
        default boolean goesOn() {
            return !(this instanceof Start) && !(this instanceof GiveUp);
        }

        /** A run to begin; an unfinished one is given up first. */
        record Start(Heading heading, String process, Map<String, ?> variables) implements Task {}

        /** A run to go on with. */
        record Resume(Heading heading, Run run) implements Task {
            @Override
            public String process() {
                return run.process();
            }
        }

        /**
         * A run to go on with from an earlier step.
         *
         * @param node the node or add-on whose step is meant; null where only one can be
         */
        record ResumeFrom(Heading heading, Run run, String step, @Nullable String node) implements Task {
            @Override
            public String process() {
                return run.process();
            }
        }

        /**
         * A run to go on with, but without some nodes, whether it was about them or no longer.
         *
         * @param leftOut done when it is no longer about them, before it goes on
         */
        record ResumeWithout(Heading heading, Run run, List<String> nodes, Runnable leftOut) implements Task {
            @Override
            public String process() {
                return run.process();
            }
        }

        /**
         * A question to answer, upon which the run goes on.
         *
         * @param step the user task; null where only one question can be meant
         * @param node the node or add-on that it concerns; null where only one question can be meant
         */
        record Answered(Heading heading, Run run, @Nullable String step, @Nullable String node, Answer answer)
                implements Task {
            @Override
            public String process() {
                return run.process();
            }
        }

        /** A run to give up. What it made stays. */
        record GiveUp(Heading heading, Run run, String reason) implements Task {
            @Override
            public String process() {
                return run.process();
            }
        }
    }
}
