package io.ohmykube.processes.engine;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.bpmn.delegate.JavaDelegateInvocation;
import org.camunda.bpm.engine.impl.delegate.DefaultDelegateInterceptor;
import org.camunda.bpm.engine.impl.delegate.DelegateInvocation;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;

/** Lets a thread be interrupted while, and only while, it is in a {@link JavaDelegate}. */
final class StepInvocations extends DefaultDelegateInterceptor {
    private final StepThreads threads;

    StepInvocations(StepThreads threads) {
        this.threads = threads;
    }

    @Override
    public void handleInvocation(DelegateInvocation invocation) throws Exception {
        if (!(invocation instanceof JavaDelegateInvocation)
                || !(invocation.getContextExecution() instanceof ExecutionEntity execution)
                || threads.everyones().contains(execution.getProcessDefinition().getKey())) {
            super.handleInvocation(invocation);
            return;
        }
        String run = execution.getRootProcessInstanceId();
        threads.enter(run);
        try {
            super.handleInvocation(invocation);
        } finally {
            threads.leave(run);
        }
    }
}
