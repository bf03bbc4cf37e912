package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What changes in a machine besides its files. Only touched under the cluster's lock. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
final class MachineSystem {
    boolean running = true;
    final Set<String> enabled = new TreeSet<>();
    final Set<String> active = new TreeSet<>();

    /** Digests of images by reference. */
    final Map<String, String> images = new TreeMap<>();
}
