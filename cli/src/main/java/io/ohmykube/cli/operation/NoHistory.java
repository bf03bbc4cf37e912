package io.ohmykube.cli.operation;

import io.ohmykube.workers.contract.StepHistory;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Of steps that are looked at and not run. */
final class NoHistory implements StepHistory {
    @Override
    public int attempts(String instance, String step, @Nullable String node) {
        return 0;
    }

    @Override
    public Optional<String> firstCause(String instance, String step, @Nullable String node) {
        return Optional.empty();
    }

    @Override
    public boolean wasCutOff(String instance, String step, @Nullable String node) {
        return false;
    }

    @Override
    public List<Failed> failedSteps(String instance) {
        return List.of();
    }
}
