package io.ohmykube.processes.engine;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.bpmn.delegate.JavaDelegateInvocation;
import org.camunda.bpm.engine.impl.delegate.DefaultDelegateInterceptor;
import org.camunda.bpm.engine.impl.delegate.DelegateInvocation;

/** Lets a thread be interrupted while, and only while, it is in a {@link JavaDelegate}. */
final class StepInvocations extends DefaultDelegateInterceptor {
    private final StepThreads threads;

    StepInvocations(StepThreads threads) {
        this.threads = threads;
    }

    @Override
    public void handleInvocation(DelegateInvocation invocation) throws Exception {
        if (!(invocation instanceof JavaDelegateInvocation)) {
            super.handleInvocation(invocation);
            return;
        }
        threads.enter();
        try {
            super.handleInvocation(invocation);
        } finally {
            threads.leave();
        }
    }
}
