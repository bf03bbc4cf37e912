package io.ohmykube.processes;

import io.ohmykube.workers.contract.Variables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.jspecify.annotations.Nullable;

/** A delegate for every bean that the processes name. Each notes that it was called, and does what a test wants of it. */
final class FakeSteps {
    static final List<String> NAMES = List.of(
            "fetchPackages",
            "fetchImages",
            "createKeys",
            "prepareLauncher",
            "createMachine",
            "reachMachine",
            "hooksBeforeSystem",
            "prepareSystem",
            "hooksAfterSystem",
            "uploadFiles",
            "hooksBeforeKubernetes",
            "installPackages",
            "configureRuntime",
            "importImages",
            "hooksAfterKubernetes",
            "loadImages",
            "removeMachine",
            "restoreMachine",
            "initControlPlane",
            "resetNode",
            "applyNodeMetadata",
            "joinNode",
            "nameApi",
            "applyAddOn",
            "awaitAddOn",
            "configureAddOn",
            "verifyNodes",
            "verifyCluster",
            "saveKubeconfig",
            "markReady",
            "drainNode",
            "shareApi",
            "withdrawControlPlane",
            "removeEtcdMember",
            "deleteNodeObject",
            "forgetNode",
            "disposeLauncher",
            "removeKubeconfig",
            "cordonNode",
            "stopMachine",
            "markStopped",
            "startMachine",
            "mendNode",
            "awaitNode",
            "uncordonNode",
            "mendCluster");

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final ConcurrentMap<String, JavaDelegate> behaviours = new ConcurrentHashMap<>();

    /** Reads a JSON array of names without a JSON library; names have no quotes in them. */
    public static final class FakeLists {
        /** The elements of a variable. */
        public List<String> of(DelegateExecution execution, String variable) {
            String text = ((String) execution.getVariable(variable)).replaceAll("[\\[\\]\" ]", "");
            return text.isEmpty() ? List.of() : List.of(text.split(","));
        }

        /** The same; nothing where the variable is not set. */
        public List<String> ifAny(DelegateExecution execution, String variable) {
            return execution.hasVariable(variable) ? of(execution, variable) : List.of();
        }
    }

    Map<String, Object> beans() {
        Map<String, Object> beans = new HashMap<>();
        beans.put("lists", new FakeLists());
        NAMES.forEach(name -> beans.put(name, (JavaDelegate) execution -> run(name, execution)));
        return beans;
    }

    /** From now on the step does this when it is called. */
    FakeSteps when(String bean, JavaDelegate behaviour) {
        behaviours.put(bean, behaviour);
        return this;
    }

    /** Forgets calls and behaviours. */
    void reset() {
        calls.clear();
        behaviours.clear();
    }

    /** All calls so far, as {@code bean} or {@code bean:node}. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    List<String> calls(String bean) {
        return calls.stream()
                .filter(call -> call.equals(bean) || call.startsWith(bean + ":"))
                .toList();
    }

    static @Nullable String subject(DelegateExecution execution) {
        Object node = execution.getVariable(Variables.NODE);
        return (String) (node == null ? execution.getVariable(Variables.ADD_ON) : node);
    }

    private void run(String bean, DelegateExecution execution) throws Exception {
        String subject = subject(execution);
        calls.add(subject == null ? bean : bean + ":" + subject);
        JavaDelegate behaviour = behaviours.get(bean);
        if (behaviour != null) {
            behaviour.execute(execution);
        }
    }
}
