package io.ohmykube.processes;

import io.ohmykube.processes.engine.LeanEngine;
import io.ohmykube.processes.engine.RootInstance;
import io.ohmykube.workers.contract.Variables;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;

/** What the engine knows of a cluster's runs, in our words. */
final class Runs {
    private static final String DEPLOYMENT = "ohmykube";

    private final LeanEngine lean;
    private final ProcessEngine engine;
    private final Journal journal;

    Runs(LeanEngine lean, Journal journal) {
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
        return lean.unfinished()
                .map(found -> new Run(found.id(), found.process(), found.businessKey(), found.started()));
    }

    /** Makes every job due at once, those without attempts left with all of them again. */
    void retry(String run, int attempts) {
        for (Incident incident : rootCauses()) {
            // A person has looked at it: its repair path is open again.
            engine.getRuntimeService().removeVariable(incident.getProcessInstanceId(), Variables.REPAIRS);
        }
        List<String> jobs = engine.getManagementService().createJobQuery().list().stream()
                .map(Job::getId)
                .toList();
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
            default -> lean.isRunnable() ? Outcome.of(Outcome.State.RUNNING) : stuck(run);
        };
    }

    private Outcome stuck(String run) {
        List<StepIncident> incidents =
                rootCauses().stream().map(incident -> describe(run, incident)).toList();
        List<UserTask> questions = lean.isAsking() ? new OpenQuestions(engine).all() : List.of();
        boolean waits = incidents.isEmpty() && !questions.isEmpty();
        return new Outcome(waits ? Outcome.State.WAITING : Outcome.State.STUCK, incidents, questions, null);
    }

    /** The incidents where they arose: the engine repeats each in every process that called the one it is in. */
    private List<Incident> rootCauses() {
        return engine.getRuntimeService().createIncidentQuery().list().stream()
                .filter(incident -> incident.getId().equals(incident.getRootCauseIncidentId()))
                .toList();
    }

    private StepIncident describe(String run, Incident incident) {
        String step =
                incident.getFailedActivityId() == null ? incident.getActivityId() : incident.getFailedActivityId();
        @Nullable String node = new Parts(engine).subject(incident.getExecutionId());
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
