package io.ohmykube.config;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a user does with a node beyond making it one.
 *
 * @param annotations of the node object
 * @param hooks scripts of this computer, absolute paths, that run on the node as root
 */
public record Customisation(Map<String, String> annotations, Map<HookPoint, List<String>> hooks, List<Upload> uploads) {
    public static final Customisation NONE = new Customisation(Map.of(), Map.of(), List.of());

    public Customisation {
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
        Map<HookPoint, List<String>> copied = new EnumMap<>(HookPoint.class);
        hooks.forEach((point, scripts) -> copied.put(point, List.copyOf(scripts)));
        copied.values().removeIf(List::isEmpty);
        hooks = Collections.unmodifiableMap(copied);
        uploads = List.copyOf(uploads);
    }

    /** The scripts of one point, in the order in which they run; empty where there are none. */
    public List<String> hooks(HookPoint point) {
        return hooks.getOrDefault(point, List.of());
    }

    /** Whether something is to be done on the machine itself. */
    public boolean changesMachine() {
        return !hooks.isEmpty() || !uploads.isEmpty();
    }
}
