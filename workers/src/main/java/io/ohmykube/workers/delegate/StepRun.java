package io.ohmykube.workers.delegate;

import io.ohmykube.config.ClusterStore;
import io.ohmykube.workers.contract.StepEvent;
import io.ohmykube.workers.contract.Variables;
import java.nio.file.Path;
import java.time.Instant;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/** One attempt at a step, as events tell of it. */
record StepRun(String process, String instance, String step, String title, @Nullable String node, int attempt) {

    static StepRun of(DelegateExecution execution, int attempt) {
        String definition = execution.getProcessDefinitionId();
        int end = definition.indexOf(':');
        String title = execution.getCurrentActivityName();
        return new StepRun(
                end < 0 ? definition : definition.substring(0, end),
                root(execution),
                execution.getCurrentActivityId(),
                title == null ? execution.getCurrentActivityId() : title,
                concerned(execution),
                attempt);
    }

    /** The run that a step belongs to, through all processes that call one another. */
    static String root(DelegateExecution execution) {
        DelegateExecution instance = execution.getProcessInstance();
        while (instance.getSuperExecution() != null) {
            instance = instance.getSuperExecution().getProcessInstance();
        }
        return instance.getId();
    }

    static @Nullable String concerned(DelegateExecution execution) {
        Object node = execution.getVariable(Variables.NODE);
        return node instanceof String name ? name : (String) execution.getVariable(Variables.ADD_ON);
    }

    /** Where it is written what the step does on nodes, over all its attempts. */
    static Path log(ClusterStore clusters, DelegateExecution execution) {
        return clusters.files(Variables.cluster(execution))
                .stepLog(root(execution), execution.getCurrentActivityId(), concerned(execution));
    }

    StepEvent event(Instant time, StepEvent.Kind kind, @Nullable Long millis, @Nullable String message) {
        return new StepEvent(time, kind, process, instance, step, title, node, attempt, millis, message);
    }
}
