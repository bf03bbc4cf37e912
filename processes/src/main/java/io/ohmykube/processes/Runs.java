package io.ohmykube.processes;

import io.ohmykube.processes.engine.LeanEngine;
import io.ohmykube.processes.engine.RootInstance;
import io.ohmykube.workers.contract.Variables;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;

/** What the engine knows of a cluster's runs, in our words. Other clusters may have theirs in the same database. */
final class Runs {
    private static final String DEPLOYMENT = "ohmykube";

    private final LeanEngine lean;
    private final ProcessEngine engine;
    private final @Nullable String only;
    private final Journal journal;

    /** @param only the cluster; null where the database has no other */
    Runs(LeanEngine lean, @Nullable String only, Journal journal) {
        this.only = only;
        this.lean = lean;
        this.engine = lean.services();
        this.journal = journal;
    }

    /** Deploys the files as one whole, unless they are what was deployed last. Runs go on with what they began with. */
    void deploy(Map<String, byte[]> files) {
        DeploymentBuilder deployment = engine.getRepositoryService()
                .createDeployment()
                .name(DEPLOYMENT)
                .enableDuplicateFiltering(false);
        files.forEach((name, content) -> deployment.addInputStream(name, new ByteArrayInputStream(content)));
        deployment.deploy();
    }

    Run start(String process, String cluster, Map<String, ?> variables) {
        Map<String, Object> all = new HashMap<>(variables);
        all.put(Variables.CLUSTER, cluster);
        ProcessInstance instance = engine.getRuntimeService().startProcessInstanceByKey(process, cluster, all);
        return new Run(instance.getId(), process, cluster, Instant.now());
    }

    Optional<Run> unfinished() {
        return lean.unfinished(only).stream().findFirst().map(Runs::run);
    }

    static Run run(RootInstance found) {
        return new Run(found.id(), found.process(), found.businessKey(), found.started());
    }

    /** What a person may change in a run. */
    RunChanges changes(String run) {
        return new RunChanges(engine, new Parts(engine, () -> lean.instances(run)));
    }

    /** Makes every job due at once, those without attempts left with all of them again. */
    void retry(String run, int attempts) {
        for (Incident incident : rootCauses(run)) {
            // A person has looked at it: its repair path is open again.
            engine.getRuntimeService().removeVariable(incident.getProcessInstanceId(), Variables.REPAIRS);
        }
        List<String> jobs = lean.jobs(run);
        if (!jobs.isEmpty()) {
            engine.getManagementService()
                    .setJobRetries(attempts)
                    .jobIds(jobs)
                    .dueDate(null)
                    .execute();
        }
    }

    void cancel(String run, String reason) {
        engine.getRuntimeService().deleteProcessInstance(run, reason, true, true, true, false);
    }

    /** How a run ended, as far as the engine knows; one that it does not know was given up with its record. */
    Outcome.State ended(String run) {
        return lean.instance(run).isPresent() ? outcome(run).state() : Outcome.State.CANCELLED;
    }

    /** How the run stands while no thread is at work on it. */
    Outcome outcome(String run) {
        RootInstance instance = lean.instance(run).orElseThrow(() -> new IllegalArgumentException("no run " + run));
        return switch (instance.state()) {
            case HistoricProcessInstance.STATE_COMPLETED ->
                lean.terminatedAt(run)
                        .map(end -> new Outcome(Outcome.State.REJECTED, List.of(), List.of(), end))
                        .orElseGet(() -> Outcome.of(Outcome.State.COMPLETED));
            case HistoricProcessInstance.STATE_EXTERNALLY_TERMINATED,
                    HistoricProcessInstance.STATE_INTERNALLY_TERMINATED -> Outcome.of(Outcome.State.CANCELLED);
            default -> lean.isRunnable(run) ? Outcome.of(Outcome.State.RUNNING) : stuck(run);
        };
    }

    private Outcome stuck(String run) {
        List<StepIncident> incidents = rootCauses(run).stream()
                .map(incident -> describe(run, incident))
                .toList();
        List<UserTask> questions = lean.isAsking(run) ? new OpenQuestions(lean).of(run) : List.of();
        boolean waits = incidents.isEmpty() && !questions.isEmpty();
        return new Outcome(waits ? Outcome.State.WAITING : Outcome.State.STUCK, incidents, questions, null);
    }

    /** The incidents where they arose: the engine repeats each in every process that called the one it is in. */
    private List<Incident> rootCauses(String run) {
        return engine.getRuntimeService().createIncidentQuery().processInstanceId(run).list().stream()
                .map(Incident::getRootCauseIncidentId)
                .distinct()
                .map(id -> engine.getRuntimeService()
                        .createIncidentQuery()
                        .incidentId(id)
                        .singleResult())
                .filter(Objects::nonNull)
                .toList();
    }

    private StepIncident describe(String run, Incident incident) {
        String step =
                incident.getFailedActivityId() == null ? incident.getActivityId() : incident.getFailedActivityId();
        @Nullable String node = Parts.subject(engine, incident.getExecutionId());
        String title = engine.getRepositoryService()
                .getBpmnModelInstance(incident.getProcessDefinitionId())
                .getModelElementById(step)
                .getAttributeValue("name");
        // The engine cuts long messages off; the journal does not.
        String message = journal.failure(run, step, node)
                .or(() -> Optional.ofNullable(incident.getIncidentMessage()))
                .orElse("no cause was given");
        return new StepIncident(step, title == null ? step : title, node, message);
    }
}
