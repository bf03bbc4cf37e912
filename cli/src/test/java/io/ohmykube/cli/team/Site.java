package io.ohmykube.cli.team;

import io.ohmykube.cli.crash.Happened;
import io.ohmykube.config.ClusterFiles;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The home directory that servers share, and what is written there. */
record Site(Path directory) {
    /** Makes one in a new directory. */
    static Site make(String scenario) {
        try {
            Site site = new Site(Files.createTempDirectory("ohmykube-team."));
            Files.writeString(site.scenario(), scenario);
            return site;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Home home() {
        return new Home(directory.resolve("home"));
    }

    Path scenario() {
        return directory.resolve("scenario.yaml");
    }

    ClusterFiles cluster(String name) {
        return ClusterStore.in(home()).files(name);
    }

    /** The events of steps of a cluster. */
    List<Happened.Event> events(String name) {
        return Happened.events(cluster(name).events());
    }

    /** The commands on the machines of a cluster. */
    List<Happened.Command> commands(String name) {
        return Happened.commands(cluster(name).machines().resolve("commands.jsonl"));
    }

    /** What a cluster that is asked for looks like. */
    static String document(String name, int workers) {
        return "apiVersion: ohmykube.io/v1alpha1\nkind: Cluster\nmetadata: {name: " + name
                + "}\nspec: {launcher: simulated, version: v1.33.0, nodes: {workers: [{count: " + workers + "}]}}\n";
    }

    /** What servers have logged that is worse than a note. */
    List<String> warnings() {
        Path log = home().server().resolve("server.log");
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith("WARNING") || line.startsWith("SEVERE"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove() {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
