package io.ohmykube.config;

import java.nio.file.Path;
import java.util.Map;

/** Where OhMyKube keeps its files: {@code $OHMYKUBE_HOME}, by default {@code ~/.ohmykube}. Creates nothing by itself. */
public record Home(Path root) {
    public static Home of(Map<String, String> environment) {
        String set = environment.get("OHMYKUBE_HOME");
        Path root = set == null || set.isBlank() ? ofUser(environment).resolve(".ohmykube") : Path.of(set);
        return new Home(root.toAbsolutePath().normalize());
    }

    /** The user's own home directory: {@code $HOME}, as for kubectl and other tools, else what the system says. */
    public static Path ofUser(Map<String, String> environment) {
        String home = environment.get("HOME");
        return Path.of(home == null || home.isBlank() ? System.getProperty("user.home") : home);
    }

    public Path clusters() {
        return root.resolve("clusters");
    }

    public Path cache() {
        return root.resolve("cache");
    }

    /** The processes of the user that all clusters are worked on with. */
    public Path processes() {
        return root.resolve("processes");
    }

    /** What the server keeps: its database and its accounts. */
    public Path server() {
        return root.resolve("server");
    }

    /** What says how to reach programs of ours that run. */
    public Path run() {
        return root.resolve("run");
    }

    /** What keeps programs of ours apart that change the same files. */
    Path locks() {
        return root.resolve("locks");
    }

    public ClusterFiles cluster(String name) {
        return new ClusterFiles(clusters().resolve(name));
    }
}
