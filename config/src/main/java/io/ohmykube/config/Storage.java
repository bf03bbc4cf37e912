package io.ohmykube.config;

import java.util.List;

/** The cluster's storage. {@code csi} is the name of an add-on or {@code none}. */
public record Storage(String csi, List<String> storageClasses) {}
