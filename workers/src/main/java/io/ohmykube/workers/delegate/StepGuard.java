package io.ohmykube.workers.delegate;

import io.ohmykube.launcher.UnreachableException;
import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.contract.FailureText;
import io.ohmykube.workers.contract.PermanentStepException;
import io.ohmykube.workers.contract.StepEvent;
import io.ohmykube.workers.contract.StepHistory;
import io.ohmykube.workers.contract.StepListener;
import io.ohmykube.workers.contract.Variables;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Stands around every step: tells what happens to it, and turns its failures into what the engine reacts to. */
final class StepGuard implements JavaDelegate {
    private static final List<String> MARKS = List.of("cluster", "step", "node");

    private final StepDelegate step;
    private final Set<String> codes;
    private final Surroundings around;

    /** What is the same for all steps. */
    record Surroundings(StepListener listener, StepHistory history, Repairs repairs, Retries retries, Clock clock) {}

    /** @param codes the BPMN errors that the step may raise */
    StepGuard(StepDelegate step, Set<String> codes, Surroundings around) {
        this.step = step;
        this.codes = Set.copyOf(codes);
        this.around = around;
    }

    @Override
    public void execute(DelegateExecution execution) throws Exception {
        Attempt attempt = new Attempt(execution);
        attempt.tell(StepEvent.Kind.STARTED, null, null);
        attempt.mark();
        try {
            String done = step.run(execution);
            attempt.end(StepEvent.Kind.DONE, done == null ? null : Redaction.of(done));
        } catch (Throwable failure) {
            throw attempt.failed(failure);
        } finally {
            MARKS.forEach(MDC::remove);
        }
    }

    private final class Attempt {
        private final DelegateExecution execution;
        private final StepRun run;
        private final Optional<String> firstCause;
        private final boolean cutOffBefore;
        private final long began = System.nanoTime();

        Attempt(DelegateExecution execution) {
            this.execution = execution;
            String root = StepRun.root(execution);
            String node = StepRun.concerned(execution);
            String id = execution.getCurrentActivityId();
            run = StepRun.of(execution, around.history().attempts(root, id, node) + 1);
            firstCause = around.history().firstCause(root, id, node);
            cutOffBefore = around.history().wasCutOff(root, id, node);
        }

        void mark() {
            MDC.put("cluster", Variables.cluster(execution));
            MDC.put("step", run.step());
            if (run.node() != null) {
                MDC.put("node", run.node());
            }
        }

        void tell(StepEvent.Kind kind, @Nullable Long millis, @Nullable String message) {
            around.listener().on(run.event(around.clock().instant(), kind, millis, message));
        }

        void end(StepEvent.Kind kind, @Nullable String message) {
            tell(kind, Duration.ofNanos(System.nanoTime() - began).toMillis(), message);
        }

        /** Tells of the failure, and returns what the engine is to see of it. */
        Exception failed(Throwable failure) {
            Verdict verdict = ErrorTranslation.of(failure);
            String cause = Redaction.of(ErrorTranslation.describe(failure));
            return switch (verdict.reaction()) {
                case CANCEL -> cancelled(failure);
                case RETRY -> retried(failure, cause, verdict);
                case REPAIR -> {
                    RepairableException repairable = (RepairableException) failure;
                    // What a dead process has left behind is no failure, however often it died.
                    boolean counted = repairable.counts(firstCause.isPresent() && !cutOffBefore);
                    yield repaired(repairable.code(), counted, failure, cause, verdict);
                }
                case INCIDENT -> incident(failure, cause, verdict);
            };
        }

        private Exception cancelled(Throwable failure) {
            Thread.currentThread().interrupt();
            end(StepEvent.Kind.CANCELLED, null);
            return failure instanceof Exception e ? e : new IllegalStateException("interrupted", failure);
        }

        private Exception retried(Throwable failure, String cause, Verdict verdict) {
            if (around.retries().left()) {
                end(StepEvent.Kind.RETRYING, cause);
                return (Exception) failure;
            }
            return failure instanceof UnreachableException && codes.contains(ErrorCodes.MACHINE_UNREACHABLE)
                    ? repaired(ErrorCodes.MACHINE_UNREACHABLE, true, failure, cause, verdict)
                    : incident(failure, cause, verdict);
        }

        private Exception repaired(String code, boolean counted, Throwable failure, String cause, Verdict verdict) {
            if (!codes.contains(code)) {
                return incident(failure, cause, verdict);
            }
            Optional<String> refusal = around.repairs().refusal(execution, code, counted);
            if (refusal.isPresent()) {
                return incident(failure, cause, refusal.get(), verdict);
            }
            if (counted) {
                around.repairs().count(execution);
            }
            end(StepEvent.Kind.REPAIRING, cause);
            return new BpmnError(code, cause);
        }

        private Exception incident(Throwable failure, String cause, Verdict verdict) {
            return incident(failure, cause, null, verdict);
        }

        private Exception incident(Throwable failure, String cause, @Nullable String refusal, Verdict verdict) {
            List<String> remedies = new ArrayList<>();
            if (!verdict.remedy().isEmpty()) {
                remedies.add(verdict.remedy());
            }
            String more = step.remedy(execution);
            if (more != null) {
                remedies.add(more);
            }
            String text = new FailureText(
                            firstCause.orElse(cause),
                            cause,
                            run.attempt(),
                            refusal,
                            remedies.isEmpty() ? null : String.join("; ", remedies))
                    .toString();
            end(StepEvent.Kind.FAILED, text);
            return new PermanentStepException(text, failure);
        }
    }
}
