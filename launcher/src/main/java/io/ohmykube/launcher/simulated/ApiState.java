package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a simulated API server remembers. Only touched under the cluster's lock. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
final class ApiState {
    /** Whether {@code kubeadm init} came to its end. */
    boolean initialised;

    /** The machine it first ran on; null before {@code kubeadm init}. */
    @Nullable
    String controlPlane;

    /** The machines that joined it as control planes: with the first one, the members of etcd. */
    final Set<String> joinedControlPlanes = new TreeSet<>();

    /** The members of etcd. */
    Set<String> members() {
        Set<String> all = new TreeSet<>(joinedControlPlanes);
        if (controlPlane != null) {
            all.add(controlPlane);
        }
        return all;
    }

    /** Takes a machine out of the members of etcd. */
    void removeMember(String name) {
        joinedControlPlanes.remove(name);
        if (name.equals(controlPlane)) {
            controlPlane = joinedControlPlanes.stream().findFirst().orElse(null);
            joinedControlPlanes.remove(String.valueOf(controlPlane));
        }
    }

    String version = "";
    String podSubnet = "";

    /** The cluster's CA certificate in PEM. */
    String ca = "";

    /** How much later it is by the cluster's clocks than by this host's, having slept, in milliseconds. */
    long slept;

    /** When the certificates that kubeadm made expire, in seconds since 1970; 0 before {@code kubeadm init}. */
    long certificatesExpire;

    int lastUid;

    /** What time it is by the cluster's clocks. */
    Instant now() {
        return Instant.now().plusMillis(slept);
    }

    /** Objects by {@code <plural kind>/<namespace>/<name>}; the namespace is empty for objects without one. */
    final Map<String, ObjectNode> objects = new TreeMap<>();

    Optional<ObjectNode> find(String kind, String namespace, String name) {
        return Optional.ofNullable(objects.get(key(kind, namespace, name)));
    }

    List<ObjectNode> all(String kind) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(kind + "/"))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Keeps an object under its own name, giving it what the API server gives a new object. */
    void put(String kind, ObjectNode object) {
        ObjectNode metadata = object.withObject("/metadata");
        if (!metadata.has("uid")) {
            metadata.put("uid", String.format("51a1a7ed-0000-4000-8000-%012d", ++lastUid));
            metadata.put(
                    "creationTimestamp",
                    now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString());
        }
        objects.put(key(kind, namespace(object), name(object)), object);
    }

    void remove(String kind, ObjectNode object) {
        objects.remove(key(kind, namespace(object), name(object)));
    }

    static String key(String kind, String namespace, String name) {
        return kind + "/" + namespace + "/" + name;
    }

    static String name(ObjectNode object) {
        return object.at("/metadata/name").asText();
    }

    static String namespace(ObjectNode object) {
        return object.at("/metadata/namespace").asText("");
    }
}
