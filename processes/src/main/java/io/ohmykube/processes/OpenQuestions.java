package io.ohmykube.processes;

import io.ohmykube.processes.engine.LeanEngine;
import io.ohmykube.workers.contract.QuestionText;
import io.ohmykube.workers.contract.Variables;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;

/** The questions that wait for a person, as the engine knows them. */
final class OpenQuestions {
    private static final String COMPLETED = "completed";

    private final LeanEngine lean;
    private final ProcessEngine engine;

    OpenQuestions(LeanEngine lean) {
        this.lean = lean;
        this.engine = lean.services();
    }

    /** Those of a run, the oldest first. */
    List<UserTask> of(String run) {
        return tasks(run)
                .map(this::describe)
                .sorted(Comparator.comparing(UserTask::since).thenComparing(UserTask::step))
                .toList();
    }

    /** Gives that question its answer, for good. A question that is no longer there is not answered again. */
    void complete(String run, UserTask question, boolean approved) {
        tasks(run).filter(task -> isFor(task, question.step(), question.node())).forEach(task -> engine.getTaskService()
                .complete(task.getId(), Map.of(Variables.APPROVED, approved)));
    }

    /**
     * Who answered a question in the engine itself, as in Tasklist, since it was asked; empty where nobody has.
     *
     * @param step as BPMN calls it
     */
    Optional<String> answeredBy(String run, String step, Instant asked) {
        return engine
                .getHistoryService()
                .createHistoricTaskInstanceQuery()
                .rootProcessInstanceId(run)
                .taskDefinitionKey(step)
                .taskDeleteReason(COMPLETED)
                .finishedAfter(Date.from(asked))
                .list()
                .stream()
                .map(task -> Objects.requireNonNullElse(task.getAssignee(), "somebody"))
                .findFirst();
    }

    private Stream<Task> tasks(String run) {
        String[] instances = lean.instances(run).toArray(String[]::new);
        return instances.length == 0
                ? Stream.empty()
                : engine.getTaskService().createTaskQuery().processInstanceIdIn(instances).list().stream();
    }

    private boolean isFor(Task task, String step, @Nullable String node) {
        return task.getTaskDefinitionKey().equals(step)
                && Objects.equals(Parts.subject(engine, task.getExecutionId()), node);
    }

    private UserTask describe(Task task) {
        String definition = task.getProcessDefinitionId();
        int end = definition.indexOf(':');
        return new UserTask(
                end < 0 ? definition : definition.substring(0, end),
                task.getTaskDefinitionKey(),
                Optional.ofNullable(task.getName()).orElse(task.getTaskDefinitionKey()),
                Parts.subject(engine, task.getExecutionId()),
                new QuestionText(text(task), asked(task)),
                task.getCreateTime().toInstant());
    }

    private static @Nullable String text(Task task) {
        String text = task.getDescription();
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** Such as {@code ada, group operators}. */
    private @Nullable String asked(Task task) {
        String names = engine.getTaskService().getIdentityLinksForTask(task.getId()).stream()
                .map(OpenQuestions::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? null : names;
    }

    private static String name(IdentityLink link) {
        return link.getGroupId() == null ? link.getUserId() : "group " + link.getGroupId();
    }
}
