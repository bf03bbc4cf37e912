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
 * @param shown what people read of it in logs and errors
 */
public record Command(List<String> argv, @Nullable Content stdin, Duration timeout, boolean secret, String shown) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

    public Command {
        argv = List.copyOf(argv);
    }

    public static Command of(String... argv) {
        return new Command(List.of(argv), null, DEFAULT_TIMEOUT, false, quoted(List.of(argv)));
    }

    /**
     * A script of ours, given to {@code sh -eu} on its standard input; values reach it only as {@code $1}, {@code $2}…
     */
    public static Command script(String text, String... arguments) {
        List<String> argv = new ArrayList<>(List.of("sh", "-eu", "-s", "--"));
        argv.addAll(List.of(arguments));
        return of(argv.toArray(String[]::new)).withStdin(Content.of(text));
    }

    public Command withStdin(Content content) {
        return new Command(argv, content, timeout, secret, shown);
    }

    public Command withTimeout(Duration changed) {
        return new Command(argv, stdin, changed, secret, shown);
    }

    /** The same command, its output kept out of the node's log. */
    public Command withSecretOutput() {
        return new Command(argv, stdin, timeout, true, shown);
    }

    /** The same command under a name and arguments that say more than its argument list, as for a script. */
    public Command shownAs(String... words) {
        return new Command(argv, stdin, timeout, secret, quoted(List.of(words)));
    }

    /** The command as one line that a POSIX shell reads back as exactly this argument list. */
    public String quoted() {
        return quoted(argv);
    }

    private static String quoted(List<String> argv) {
        return argv.stream().map(Command::quote).collect(Collectors.joining(" "));
    }

    private static String quote(String argument) {
        return argument.matches("[A-Za-z0-9_@%+=:,./-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
