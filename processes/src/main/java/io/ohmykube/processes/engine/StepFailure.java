package io.ohmykube.processes.engine;

import io.ohmykube.workers.contract.PermanentStepException;
import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.jspecify.annotations.Nullable;

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
        if (job != null
                && !threads.everyones().contains(String.valueOf(job.getProcessDefinitionKey()))
                && threads.isHeld(run(job))) {
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

    /** The engine does not always write it into the job itself. */
    private static @Nullable String run(JobEntity job) {
        ExecutionEntity execution = job.getExecution();
        return execution == null ? null : execution.getRootProcessInstanceId();
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
