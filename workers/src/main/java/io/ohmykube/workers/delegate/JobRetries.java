package io.ohmykube.workers.delegate;

import org.camunda.bpm.engine.impl.bpmn.parser.FailedJobRetryConfiguration;
import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;

/**
 * Asks the engine's job. Its number of retries counts only from the first failure on: until then it is the engine's
 * default, and the step's retry cycle decides (as {@link DefaultJobRetryCmd} does).
 */
final class JobRetries implements Retries {
    @Override
    public boolean left() {
        CommandContext context = Context.getCommandContext();
        JobEntity job = context == null ? null : context.getCurrentJob();
        if (context == null || job == null) {
            return false;
        }
        boolean failedBefore = job.getExceptionMessage() != null || job.getExceptionByteArrayId() != null;
        return (failedBefore ? job.getRetries() : atFirst(context, job)) > 1;
    }

    private static int atFirst(CommandContext context, JobEntity job) {
        DefaultJobRetryCmd engine = new DefaultJobRetryCmd(job.getId(), null);
        ActivityImpl activity = engine.getCurrentActivity(context, job);
        FailedJobRetryConfiguration cycle =
                activity == null ? null : engine.getFailedJobRetryConfiguration(job, activity);
        return cycle == null ? job.getRetries() : cycle.getRetries();
    }
}
