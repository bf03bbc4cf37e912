package io.ohmykube.workers.delegate;

import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.contract.Variables;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** How often a part of a process may repair, and what it must never repair by destroying it. */
final class Repairs {
    private static final int LIMIT = 2;
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
        return counted && taken(execution) >= LIMIT
                ? Optional.of("that was done " + LIMIT + " times already")
                : Optional.empty();
    }

    /** Kept by the part's own instance, where it outlives the scope that the error ends. */
    void count(DelegateExecution execution) {
        execution.getProcessInstance().setVariableLocal(Variables.REPAIRS, taken(execution) + 1);
    }

    private static int taken(DelegateExecution execution) {
        return Variables.number(execution.getProcessInstance(), Variables.REPAIRS, 0);
    }
}
