package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.util.Map;
import java.util.TreeMap;

/** How often each rule of a scenario has met a command. Only touched under the cluster's lock. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
final class Executions {
    final Map<String, Integer> counts = new TreeMap<>();
}
