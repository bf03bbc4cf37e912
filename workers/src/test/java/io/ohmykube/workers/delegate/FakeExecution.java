package io.ohmykube.workers.delegate;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/** An execution without an engine: variables, names, and one process instance called by another. */
final class FakeExecution implements InvocationHandler {
    private final Map<String, Object> variables = new HashMap<>();
    private final String step;
    private final DelegateExecution proxy;
    private @Nullable FakeExecution caller;

    private FakeExecution(String step) {
        this.step = step;
        proxy = (DelegateExecution) Proxy.newProxyInstance(
                FakeExecution.class.getClassLoader(), new Class<?>[] {DelegateExecution.class}, this);
    }

    /** An execution in step {@code Task_<step>} of {@code node-prepare}, which {@code cluster-up} has called. */
    static FakeExecution of(String step) {
        FakeExecution execution = new FakeExecution(step);
        execution.caller = new FakeExecution("root");
        return execution;
    }

    FakeExecution with(String name, Object value) {
        variables.put(name, value);
        return this;
    }

    DelegateExecution get() {
        return proxy;
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "getVariable" -> variables.get((String) java.util.Objects.requireNonNull(arguments)[0]);
            case "setVariableLocal" ->
                variables.put((String) java.util.Objects.requireNonNull(arguments)[0], arguments[1]);
            case "getProcessInstance" -> proxy;
            case "getSuperExecution" -> caller == null ? null : caller.proxy;
            case "getId", "getProcessInstanceId" -> caller == null ? "root-instance" : "part-instance";
            case "getProcessDefinitionId" -> "node-prepare:3:4711";
            case "getCurrentActivityId" -> "Task_" + step;
            case "getCurrentActivityName" -> "The step " + step;
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }
}
