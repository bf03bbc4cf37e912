package io.ohmykube.cli;

import io.ohmykube.cli.operation.Steps;
import io.ohmykube.config.Cluster;
import io.ohmykube.processes.Journal;
import io.ohmykube.processes.workflow.Workflow;
import io.ohmykube.workers.contract.StepListener;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** Notes which variables each step reads. */
final class WatchedSteps implements Steps.Factory {
    private final Steps.Factory inside;
    private final Map<String, Set<String>> read;

    /** @param read gets the variables, by the step's bean */
    WatchedSteps(Steps.Factory inside, Map<String, Set<String>> read) {
        this.inside = inside;
        this.read = read;
    }

    @Override
    public Workflow workflow() {
        return inside.workflow();
    }

    @Override
    public Steps open(Cluster cluster, Journal journal, StepListener listener) {
        Steps steps = inside.open(cluster, journal, listener);
        Map<String, Object> beans = new HashMap<>(steps.beans());
        beans.replaceAll((name, bean) -> bean instanceof JavaDelegate step
                ? (JavaDelegate) execution -> step.execute(watched(name, execution))
                : bean);
        return new Steps() {
            @Override
            public Map<String, Object> beans() {
                return beans;
            }

            @Override
            public void close() {
                steps.close();
            }
        };
    }

    private DelegateExecution watched(String step, DelegateExecution execution) {
        Set<String> variables = read.computeIfAbsent(step, name -> ConcurrentHashMap.newKeySet());
        return (DelegateExecution) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DelegateExecution.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getVariable")) {
                        variables.add((String) arguments[0]);
                    }
                    try {
                        return method.invoke(execution, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
