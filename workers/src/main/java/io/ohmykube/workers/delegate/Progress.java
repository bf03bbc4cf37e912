package io.ohmykube.workers.delegate;

import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Says something short about a step while it runs. */
@FunctionalInterface
interface Progress {
    void report(DelegateExecution execution, String message);
}
