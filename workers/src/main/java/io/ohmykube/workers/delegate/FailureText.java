package io.ohmykube.workers.delegate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person reads of a step that failed for good: the first cause, the last one, what to do, where the log is.
 *
 * @param refusal why it was not repaired; null where that was not in question
 */
record FailureText(
        Optional<String> first,
        String last,
        int attempt,
        @Nullable String refusal,
        List<String> remedies,
        @Nullable Path log) {
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        String cause = first.orElse(last);
        lines.add(cause);
        if (!cause.equals(last)) {
            lines.add("then, in attempt " + attempt + ": " + last);
        }
        if (refusal != null) {
            lines.add("not repaired: " + refusal);
        }
        lines.add("what to do: " + String.join("; ", remedies));
        if (log != null) {
            lines.add("log: " + log);
        }
        return String.join("\n", lines);
    }
}
