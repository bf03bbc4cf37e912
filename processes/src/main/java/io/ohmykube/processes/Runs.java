package io.ohmykube.processes;

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

    private final ProcessEngine engine;
    private final Journal journal;

    Runs(ProcessEngine engine, Journal journal) {
        this.engine = engine;
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
        @Nullable
        HistoricProcessInstance instance = engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .rootProcessInstances()
                .unfinished()
                .singleResult();
        return Optional.ofNullable(instance)
                .map(found -> new Run(
                        found.getId(),
                        found.getProcessDefinitionKey(),
                        found.getBusinessKey(),
                        found.getStartTime().toInstant()));
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

    /** How the run stands while no thread is at work on it. */
    Outcome outcome(String run) {
        @Nullable
        HistoricProcessInstance instance = engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceId(run)
                .singleResult();
        if (instance == null) {
            throw new IllegalArgumentException("no run " + run);
        }
        if (instance.getEndTime() != null) {
            boolean completed = HistoricProcessInstance.STATE_COMPLETED.equals(instance.getState());
            return Outcome.of(completed ? Outcome.State.COMPLETED : Outcome.State.CANCELLED);
        }
        if (engine.getManagementService().createJobQuery().withRetriesLeft().count() > 0) {
            return Outcome.of(Outcome.State.RUNNING);
        }
        return new Outcome(
                Outcome.State.STUCK,
                rootCauses().stream().map(incident -> describe(run, incident)).toList());
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
        @Nullable String node = subject(incident.getExecutionId());
        String title = engine.getRepositoryService()
                .getBpmnModelInstance(incident.getProcessDefinitionId())
                .getModelElementById(step)
                .getAttributeValue("name");
        String message = journal.firstCause(run, step, node)
                .orElseGet(() -> incident.getIncidentMessage() == null ? "no message" : incident.getIncidentMessage());
        return new StepIncident(step, title == null ? step : title, node, message);
    }

    private @Nullable String subject(String execution) {
        for (String name : List.of(Variables.NODE, Variables.ADD_ON)) {
            if (engine.getRuntimeService().getVariable(execution, name) instanceof String subject) {
                return subject;
            }
        }
        return null;
    }
}
