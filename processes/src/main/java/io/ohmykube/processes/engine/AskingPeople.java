package io.ohmykube.processes.engine;

import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.TransactionState;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** Tells when a run has come to a user task, once that is in the database. */
final class AskingPeople extends AbstractBpmnParseListener {
    private final Runnable asked;

    AskingPeople(Runnable asked) {
        this.asked = asked;
    }

    @Override
    public void parseUserTask(Element task, ScopeImpl scope, ActivityImpl activity) {
        if (activity.getActivityBehavior() instanceof UserTaskActivityBehavior behavior) {
            behavior.getTaskDefinition()
                    .addTaskListener(TaskListener.EVENTNAME_CREATE, created -> Context.getCommandContext()
                            .getTransactionContext()
                            .addTransactionListener(TransactionState.COMMITTED, done -> asked.run()));
        }
    }
}
