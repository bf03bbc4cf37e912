package io.ohmykube.config;

import java.util.List;

/** The cluster's storage. {@code csi} is the name of an add-on or {@link ClusterSpec#NONE}. */
public record Storage(String csi, List<String> storageClasses) {
    public Storage {
        storageClasses = List.copyOf(storageClasses);
    }
}
