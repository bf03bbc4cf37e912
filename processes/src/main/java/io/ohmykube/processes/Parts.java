package io.ohmykube.processes;

import io.ohmykube.workers.contract.Variables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.ProcessInstanceModificationBuilder;
import org.camunda.bpm.engine.runtime.TransitionInstance;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.jspecify.annotations.Nullable;

/** The parts of an unfinished run: where they stand, and how they are moved while none of their steps runs. */
final class Parts {
    private final ProcessEngine engine;
    private final Supplier<Set<String>> instances;

    /** @param instances the process instances of the run that have not ended */
    Parts(ProcessEngine engine, Supplier<Set<String>> instances) {
        this.engine = engine;
        this.instances = instances;
    }

    /** All of them, the run itself among them. */
    List<Part> all() {
        return engine
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceIds(instances.get())
                .list()
                .stream()
                .map(this::part)
                .toList();
    }

    /** Leaves the place where the part stands, and begins the step. What was repaired before is forgotten. */
    void moveTo(Part part, StepName step) {
        leave(part.instance()).startBeforeActivity(step.id()).execute();
        engine.getRuntimeService().removeVariable(part.instance(), Variables.REPAIRS);
    }

    /** Ends the part as if its last step were done: the process that called it goes on. */
    void end(Part part) {
        String definition = engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceId(part.instance())
                .singleResult()
                .getProcessDefinitionId();
        String end =
                engine
                        .getRepositoryService()
                        .getBpmnModelInstance(definition)
                        .getModelElementsByType(EndEvent.class)
                        .stream()
                        .filter(event -> event.getParentElement() instanceof Process)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("process " + definition + " has no end"))
                        .getId();
        leave(part.instance()).startBeforeActivity(end).execute();
    }

    private ProcessInstanceModificationBuilder leave(String instance) {
        ProcessInstanceModificationBuilder change =
                engine.getRuntimeService().createProcessInstanceModification(instance);
        ActivityInstance tree = engine.getRuntimeService().getActivityInstance(instance);
        for (ActivityInstance child : tree.getChildActivityInstances()) {
            change.cancelActivityInstance(child.getId());
        }
        for (TransitionInstance child : tree.getChildTransitionInstances()) {
            change.cancelTransitionInstance(child.getId());
        }
        return change;
    }

    private Part part(ProcessInstance instance) {
        List<StepName> all = steps(instance.getProcessDefinitionId());
        List<String> places = new ArrayList<>();
        collectPlaces(engine.getRuntimeService().getActivityInstance(instance.getId()), places);
        boolean standsAtOneStep =
                places.size() == 1 && all.stream().anyMatch(step -> step.id().equals(places.get(0)));
        Set<String> begun = standsAtOneStep ? begun(instance.getId()) : new HashSet<>();
        begun.addAll(standsAtOneStep ? places : List.of());
        return new Part(
                instance.getId(),
                subject(engine, instance.getId()),
                all,
                all.stream().filter(step -> begun.contains(step.id())).toList());
    }

    private List<StepName> steps(String definition) {
        return engine
                .getRepositoryService()
                .getBpmnModelInstance(definition)
                .getModelElementsByType(Task.class)
                .stream()
                .map(task -> new StepName(task.getId(), task.getName() == null ? task.getId() : task.getName()))
                .toList();
    }

    private Set<String> begun(String instance) {
        return engine
                .getHistoryService()
                .createHistoricActivityInstanceQuery()
                .processInstanceId(instance)
                .list()
                .stream()
                .map(HistoricActivityInstance::getActivityId)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** The node or add-on that an execution is for. */
    static @Nullable String subject(ProcessEngine engine, String execution) {
        return Stream.of(Variables.NODE, Variables.ADD_ON)
                .map(name -> engine.getRuntimeService().getVariable(execution, name))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** The activities in the tree that hold no others. */
    private static void collectPlaces(ActivityInstance tree, List<String> places) {
        for (TransitionInstance waiting : tree.getChildTransitionInstances()) {
            places.add(waiting.getActivityId());
        }
        for (ActivityInstance child : tree.getChildActivityInstances()) {
            boolean holdsOthers =
                    child.getChildActivityInstances().length + child.getChildTransitionInstances().length > 0;
            if (holdsOthers) {
                collectPlaces(child, places);
            } else {
                places.add(child.getActivityId());
            }
        }
    }
}
