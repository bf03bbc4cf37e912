package io.ohmykube.processes.engine;

import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.DefaultFailedJobParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.ParseUtil;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** Has a step whose process says nothing of its attempts tried as often as all others. */
final class StandardAttempts extends AbstractBpmnParseListener {
    private static final String CYCLE = "${" + LeanEngine.RETRY_CYCLE + "}";

    @Override
    public void parseServiceTask(Element task, ScopeImpl scope, ActivityImpl activity) {
        // The engine's own listener comes later, and puts what the process says in the place of this.
        activity.getProperties()
                .set(DefaultFailedJobParseListener.FAILED_JOB_CONFIGURATION, ParseUtil.parseRetryIntervals(CYCLE));
    }
}
