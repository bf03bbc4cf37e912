package io.ohmykube.workers.delegate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Bean {@code lists}: reads the lists that processes go through, for example {@code ${lists.of(execution,'nodes')}}. */
public final class Lists {
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
    private final JsonMapper json = new JsonMapper();

    Lists() {}

    /** As {@link #of}; none where the variable is not set. */
    public List<String> ifAny(DelegateExecution execution, String variable) {
        return execution.getVariable(variable) == null ? List.of() : of(execution, variable);
    }

    /**
     * The names in a variable that holds a JSON array of strings.
     *
     * @throws IllegalStateException if it holds something else, or nothing
     */
    public List<String> of(DelegateExecution execution, String variable) {
        if (!(execution.getVariable(variable) instanceof String text)) {
            throw new IllegalStateException("the variable '" + variable + "' is not set");
        }
        try {
            return List.copyOf(json.readValue(text, NAMES));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the variable '" + variable + "' is not a JSON array of names: " + text, e);
        }
    }
}
