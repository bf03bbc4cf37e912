package io.ohmykube.cli.crash;

import io.ohmykube.workers.contract.Variables;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** A step that kills its process where that is wanted. Stands outside of all that the product does around a step. */
final class DangerousStep implements JavaDelegate {
    private final JavaDelegate step;
    private final Orders orders;
    private final CommandWatch watch;
    private final Killer killer;

    DangerousStep(JavaDelegate step, Orders orders, CommandWatch watch, Killer killer) {
        this.step = step;
        this.orders = orders;
        this.watch = watch;
        this.killer = killer;
    }

    @Override
    public void execute(DelegateExecution execution) throws Exception {
        StepKey key = key(execution);
        dieIfWanted(key, Point.BEFORE);
        watch.begin(key, orders.open(key, Point.DURING).orElse(null));
        try {
            step.execute(execution);
        } finally {
            watch.end();
        }
        dieIfWanted(key, Point.AFTER);
    }

    private void dieIfWanted(StepKey key, Point point) {
        Optional<Kill> kill;
        // One death at a time: another step must not note its own as done when this one's has begun.
        synchronized (orders) {
            kill = orders.open(key, point);
            if (kill.isEmpty()) {
                return;
            }
            orders.done(kill.get());
            killer.kill();
        }
    }

    private static StepKey key(DelegateExecution execution) {
        Object node = execution.getVariable(Variables.NODE);
        Object subject = node == null ? execution.getVariable(Variables.ADD_ON) : node;
        return StepKey.of(execution.getCurrentActivityId(), (String) subject);
    }
}
