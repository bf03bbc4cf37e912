package io.ohmykube.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a machine is kept from pods, for what else runs there.
 *
 * @param cpu a quantity as Kubernetes writes it, {@code 500m} or {@code 2}; null means nothing
 * @param memory the same, {@code 512Mi} or {@code 2Gi}; null means nothing
 */
public record Reserved(@Nullable String cpu, @Nullable String memory) {
    static final Reserved NOTHING = new Reserved(null, null);

    Map<String, String> amounts() {
        Map<String, String> amounts = new LinkedHashMap<>();
        if (cpu != null) {
            amounts.put("cpu", cpu);
        }
        if (memory != null) {
            amounts.put("memory", memory);
        }
        return amounts;
    }
}
