package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ohmykube.launcher.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes slowly or wrong on simulated machines; the format is told in {@code docs/simulated.md}.
 *
 * @param latency of every command that no rule gives another; null means none
 * @param commandLog where executed commands are recorded instead of in the cluster's own directory; null for there
 * @param endpoints whether a machine can be made that stands before several control planes; null means yes
 * @param rules what happens to which command; for each command the latencies add up and the first disturbance counts
 */
public record Scenario(
        @Nullable Span latency, @Nullable Path commandLog, @Nullable Boolean endpoints, List<Rule> rules) {
    /** The environment variable that names a scenario file. */
    public static final String VARIABLE = "OHMYKUBE_SIMULATION";

    /** Everything goes well and at once. */
    public static final Scenario NONE = new Scenario(null, null, null, List.of());

    @SuppressWarnings("NullableProblems")
    public Scenario {
        rules = rules == null ? List.of() : List.copyOf(rules);
    }

    /** The scenario that the environment names, or {@link #NONE}. Throws {@link LauncherException} as {@link #read}. */
    public static Scenario of(Map<String, String> environment) {
        String file = environment.get(VARIABLE);
        return file == null || file.isBlank() ? NONE : read(Path.of(file));
    }

    /** Throws {@link LauncherException} for a file that cannot be read or holds an unknown field or a bad value. */
    public static Scenario read(Path file) {
        try {
            ObjectMapper mapper = new ObjectMapper(new YAMLFactory());
            Scenario read = mapper.readValue(Files.readString(file), Scenario.class);
            return read == null ? NONE : read;
        } catch (JsonProcessingException e) {
            throw new LauncherException("simulated: scenario " + file + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new LauncherException("simulated: cannot read the scenario " + file + ": " + e, e);
        }
    }
}
