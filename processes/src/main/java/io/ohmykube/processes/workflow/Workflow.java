package io.ohmykube.processes.workflow;

import io.ohmykube.processes.validation.ProcessProblem;
import io.ohmykube.processes.validation.ProcessValidator;
import io.ohmykube.workers.contract.StepFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All processes that runs begin with, deployed together. */
public final class Workflow {
    /** By process; ours first, in the order in which a reader meets them. */
    private final Map<String, WorkflowFile> files;

    private final Set<WorkflowFile> trusted;

    private Workflow(Map<String, WorkflowFile> files, Set<WorkflowFile> trusted) {
        this.files = files;
        this.trusted = trusted;
    }

    /** Ours alone. */
    public static Workflow builtIn() {
        Map<String, WorkflowFile> files = new LinkedHashMap<>();
        BuiltInProcesses.files().forEach(file -> files.put(file.process(), file));
        return new Workflow(files, Set.of());
    }

    /** As this, with those files in the place of the ones of their names, or beside them. They may run no code. */
    public Workflow with(Collection<WorkflowFile> changed) {
        return with(changed, Set.of());
    }

    /** @param allowed those of them that may run any code */
    Workflow with(Collection<WorkflowFile> changed, Collection<WorkflowFile> allowed) {
        Map<String, WorkflowFile> all = new LinkedHashMap<>(files);
        changed.forEach(file -> all.put(file.process(), file));
        Set<WorkflowFile> both = new HashSet<>(trusted);
        both.addAll(allowed);
        return new Workflow(all, both);
    }

    /** Whether there is nothing but ours. */
    public boolean isBuiltIn() {
        return files.values().stream().allMatch(file -> file.origin() == WorkflowFile.Origin.BUILT_IN);
    }

    /** Every process once. */
    public List<WorkflowFile> all() {
        return List.copyOf(files.values());
    }

    public Optional<WorkflowFile> find(String process) {
        return Optional.ofNullable(files.get(process));
    }

    /** What is deployed, by the name of its file. */
    public Map<String, byte[]> content() {
        Map<String, byte[]> content = new TreeMap<>();
        files.values().forEach(file -> content.put(file.name(), file.content()));
        return content;
    }

    /**
     * What is wrong with it. Ours are not looked at where they are all there is: they are sound when they are built.
     *
     * @param steps what service tasks may have done, by the names of delegates
     */
    public List<ProcessProblem> problems(Map<String, StepFacts> steps) {
        if (isBuiltIn()) {
            return List.of();
        }
        List<String> free = new ArrayList<>();
        files.values().stream()
                .filter(trusted::contains)
                .map(WorkflowFile::name)
                .forEach(free::add);
        return new ProcessValidator(steps, Set.copyOf(free)).validate(content());
    }

    /**
     * Returns this.
     *
     * @throws InvalidWorkflowException if there is any problem
     */
    public Workflow requireSound(Map<String, StepFacts> steps) {
        List<ProcessProblem> problems = problems(steps);
        if (!problems.isEmpty()) {
            throw new InvalidWorkflowException(problems);
        }
        return this;
    }
}
