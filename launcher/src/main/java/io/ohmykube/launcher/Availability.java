package io.ohmykube.launcher;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a launcher can work on this host.
 *
 * @param problem null when it can, else what is missing, one line
 * @param remedy the command that would mend it, as an argument list that needs root; empty where there is none
 */
public record Availability(@Nullable String problem, List<String> remedy) {
    public static final Availability YES = new Availability(null, List.of());

    public boolean available() {
        return problem == null;
    }
}
