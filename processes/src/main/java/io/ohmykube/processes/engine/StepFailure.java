package io.ohmykube.processes.engine;

import io.ohmykube.workers.contract.PermanentStepException;
import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;

/**
 * What becomes of a job whose step failed: another attempt after a pause, as its process says; an incident at once where
 * another attempt is no use; nothing where the step was interrupted, for that is no failure.
 */
final class StepFailure extends DefaultJobRetryCmd {
    private static final long serialVersionUID = 1L;
    private final transient StepThreads threads;

    StepFailure(String jobId, Throwable exception, StepThreads threads) {
        super(jobId, exception);
        this.threads = threads;
    }

    @Override
    public Object execute(CommandContext commandContext) {
        JobEntity job = getJob();
        if (job != null && threads.isStopping()) {
            job.unlock();
            return null;
        }
        if (job != null && isPermanent(exception)) {
            job.unlock();
            logException(job);
            job.setRetries(0);
            return null;
        }
        return super.execute(commandContext);
    }

    private static boolean isPermanent(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof PermanentStepException) {
                return true;
            }
        }
        return false;
    }
}
