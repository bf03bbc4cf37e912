package io.ohmykube.workers.delegate;

import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.contract.Variables;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** How often a part of a process may repair, and what it must never repair by destroying it. */
final class Repairs {
    /** A machine that did not come up twice will not the third time; kubeadm gets one more chance. */
    private static final Map<String, Limit> LIMITS = Map.of(
            ErrorCodes.MACHINE_UNREACHABLE, new Limit(1, "its machine has been replaced once already"),
            ErrorCodes.KUBEADM_INCOMPLETE, new Limit(2, "it has been reset twice already"));

    private record Limit(int times, String reached) {}

    private final NodeRecords records;

    Repairs(NodeRecords records) {
        this.records = records;
    }

    /** Why the repair must not be made; empty where it may. */
    Optional<String> refusal(DelegateExecution execution, String code, boolean counted) {
        if (code.equals(ErrorCodes.MACHINE_UNREACHABLE)
                && records.isMember(Variables.cluster(execution), Variables.node(execution))) {
            return Optional.of("it was a member of the cluster, so its machine is not replaced");
        }
        Limit limit = Objects.requireNonNull(LIMITS.get(code), code);
        return counted && taken(execution) >= limit.times() ? Optional.of(limit.reached()) : Optional.empty();
    }

    /** Kept by the part's own instance, where it outlives the scope that the error ends. */
    void count(DelegateExecution execution) {
        execution.getProcessInstance().setVariableLocal(Variables.REPAIRS, taken(execution) + 1);
    }

    private static int taken(DelegateExecution execution) {
        return Variables.number(execution.getProcessInstance(), Variables.REPAIRS, 0);
    }
}
