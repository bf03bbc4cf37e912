package io.ohmykube.cli.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a victim has to do, in the directory that {@code OHMYKUBE_CRASH} names: at which points it has to die, at which of
 * them it already has, and what was seen of its commands.
 */
final class Orders {
    static final String VARIABLE = "OHMYKUBE_CRASH";
    private static final String WANTED = "wanted";
    private static final String DONE = "done";
    private static final String SEEN = "seen";

    private final Path directory;

    Orders(Path directory) {
        this.directory = directory;
    }

    static Orders of(Map<String, String> environment) {
        return new Orders(Path.of(environment.get(VARIABLE)));
    }

    /** The log of the simulated machines' commands. */
    Path commandLog() {
        return directory.resolve("commands.jsonl");
    }

    void want(List<Kill> kills) {
        try {
            Files.createDirectories(directory);
            Files.write(
                    directory.resolve(WANTED), kills.stream().map(Kill::line).toList());
            Files.deleteIfExists(directory.resolve(DONE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Kill> wanted() {
        return kills(WANTED);
    }

    List<Kill> done() {
        return kills(DONE);
    }

    /** Notes that this kill is about to happen. */
    void done(Kill kill) {
        append(DONE, kill.line());
    }

    /** Notes that the step's thread gave this command. */
    void seen(StepKey key, String command) {
        append(SEEN, key.step() + "\t" + key.subject() + "\t" + command);
    }

    /** The commands that a step gave, in order. */
    List<String> seen(StepKey key) {
        String prefix = key.step() + "\t" + key.subject() + "\t";
        return lines(SEEN).stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }

    Optional<Kill> open(StepKey key, Point point) {
        if (done().stream().anyMatch(kill -> kill.sameAs(key, point))) {
            return Optional.empty();
        }
        return wanted().stream().filter(kill -> kill.sameAs(key, point)).findFirst();
    }

    private List<Kill> kills(String file) {
        return lines(file).stream().map(Kill::parse).toList();
    }

    private List<String> lines(String file) {
        try {
            Path path = directory.resolve(file);
            return Files.exists(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void append(String file, String line) {
        try {
            Files.write(
                    directory.resolve(file),
                    (line + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
