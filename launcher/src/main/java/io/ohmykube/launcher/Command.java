package io.ohmykube.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A command for a machine, as an argument list: no value ever reaches a shell unquoted.
 *
 * @param argv the program and its arguments
 * @param stdin what the program reads; null means nothing
 * @param timeout after which it is cancelled
 * @param secret whether its output holds secrets and so must not reach the node's log
 */
public record Command(List<String> argv, @Nullable Content stdin, Duration timeout, boolean secret) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

    public Command {
        argv = List.copyOf(argv);
    }

    public Command(List<String> argv, @Nullable Content stdin, Duration timeout) {
        this(argv, stdin, timeout, false);
    }

    public static Command of(String... argv) {
        return new Command(List.of(argv), null, DEFAULT_TIMEOUT);
    }

    /**
     * A script of ours, given to {@code sh -eu} on its standard input; values reach it only as {@code $1}, {@code $2}…
     */
    public static Command script(String text, String... arguments) {
        List<String> argv = new ArrayList<>(List.of("sh", "-eu", "-s", "--"));
        argv.addAll(List.of(arguments));
        return new Command(argv, Content.of(text), DEFAULT_TIMEOUT);
    }

    public Command withStdin(Content content) {
        return new Command(argv, content, timeout, secret);
    }

    public Command withTimeout(Duration changed) {
        return new Command(argv, stdin, changed, secret);
    }

    /** The same command, its output kept out of the node's log. */
    public Command withSecretOutput() {
        return new Command(argv, stdin, timeout, true);
    }

    /** The command as one line that a POSIX shell reads back as exactly this argument list. */
    public String quoted() {
        return argv.stream().map(Command::quote).collect(Collectors.joining(" "));
    }

    private static String quote(String argument) {
        return argument.matches("[A-Za-z0-9_@%+=:,./-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
