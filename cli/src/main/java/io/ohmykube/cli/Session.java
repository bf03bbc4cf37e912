package io.ohmykube.cli;

import io.ohmykube.cli.view.Terminal;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterDefaults;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.Home;
import io.ohmykube.config.Workspace;
import io.ohmykube.config.kubeconfig.UserKubeconfig;
import io.ohmykube.workers.delegate.Deadlines;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one invocation of the program was given: its environment, its terminal, and the options of every command. */
final class Session {
    private final Map<String, String> environment;
    private final Terminal terminal;
    private final Clock clock;
    private final Deadlines deadlines;
    private final List<String> arguments;
    private final @Nullable InputStream answers;
    private final Path directory;
    private final GlobalOptions options = new GlobalOptions();

    Session(Map<String, String> environment, Terminal terminal, Clock clock, String... arguments) {
        this(environment, terminal, clock, Deadlines.DEFAULT, arguments);
    }

    Session(Map<String, String> environment, Terminal terminal, Clock clock, Deadlines deadlines, String... arguments) {
        this(environment, terminal, personsInput(), clock, deadlines, arguments);
    }

    /** @param answers what a person types; null where nobody sits there */
    Session(
            Map<String, String> environment,
            Terminal terminal,
            @Nullable InputStream answers,
            Clock clock,
            Deadlines deadlines,
            String... arguments) {
        this(environment, terminal, answers, Path.of(""), clock, deadlines, arguments);
    }

    /** @param directory where the command was given, from which relative paths start */
    Session(
            Map<String, String> environment,
            Terminal terminal,
            @Nullable InputStream answers,
            Path directory,
            Clock clock,
            Deadlines deadlines,
            String... arguments) {
        this.answers = answers;
        this.directory = directory;
        this.environment = Map.copyOf(environment);
        this.terminal = terminal;
        this.clock = clock;
        this.deadlines = deadlines;
        this.arguments = List.of(arguments);
    }

    @SuppressWarnings(
            "SystemConsoleNull") // Newer platforms have a console also without a terminal; they are asked more.
    private static @Nullable InputStream personsInput() {
        return System.console() == null ? null : System.in;
    }

    /** What a person types; empty where nobody sits there. */
    Optional<InputStream> answers() {
        return Optional.ofNullable(answers);
    }

    /** The name by which the system knows whoever gave the command. */
    String user() {
        return System.getProperty("user.name", "unknown");
    }

    List<String> arguments() {
        return arguments;
    }

    /** The arguments that are ours: behind {@code --} stands what other programs are given. */
    List<String> words() {
        return arguments.stream().takeWhile(argument -> !argument.equals("--")).toList();
    }

    /** What was typed. */
    String commandLine() {
        return "ohmykube " + String.join(" ", arguments);
    }

    GlobalOptions options() {
        return options;
    }

    Map<String, String> environment() {
        return environment;
    }

    Terminal terminal() {
        return options.noColor ? terminal.withoutColour() : terminal;
    }

    /** Where the command was given. */
    Path directory() {
        return directory;
    }

    Clock clock() {
        return clock;
    }

    /** How long steps wait. */
    Deadlines deadlines() {
        return deadlines;
    }

    Home home() {
        return Home.of(environment);
    }

    /** The folder in which the command is given, if it is a workspace. */
    Optional<Workspace> workspace() {
        return Workspace.at(directory);
    }

    ClusterStore store() {
        return ClusterStore.in(home());
    }

    /** The cluster that is meant, which need not exist. */
    String cluster() {
        return options.name == null ? ClusterDefaults.NAME : options.name;
    }

    /** Whether the user's own kubeconfig has the cluster's context, so that it has to follow what changes. */
    boolean kubeconfigIsMerged(Cluster cluster) {
        return UserKubeconfig.of(environment).has(cluster.name());
    }

    /** The cluster that is meant. Throws {@link io.ohmykube.config.InvalidClusterException} where there is none. */
    Cluster existingCluster() {
        return store().require(cluster());
    }
}
