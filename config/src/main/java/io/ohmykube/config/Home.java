package io.ohmykube.config;

import java.nio.file.Path;
import java.util.Map;

/** Where OhMyKube keeps its files: {@code $OHMYKUBE_HOME}, by default {@code ~/.ohmykube}. Creates nothing by itself. */
public record Home(Path root) {
    public static Home of(Map<String, String> environment) {
        String set = environment.get("OHMYKUBE_HOME");
        return new Home(
                set == null || set.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".ohmykube")
                        : Path.of(set).toAbsolutePath().normalize());
    }

    public Path clusters() {
        return root.resolve("clusters");
    }

    public Path cache() {
        return root.resolve("cache");
    }

    public ClusterFiles cluster(String name) {
        return new ClusterFiles(clusters().resolve(name));
    }
}
