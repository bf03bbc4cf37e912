package io.ohmykube.cli;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser of whoever gave the command: what {@code BROWSER} says, or what his desktop opens. */
final class Browser {
    private static final String ADDRESS = "%s";

    private final Map<String, String> environment;

    Browser(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Shows that address, and does not wait for it. False where there is no browser. */
    boolean open(String url) {
        // An argument list can be read by everybody on this host: what is secret in the address must be worth nothing
        // soon.
        return Stream.concat(named(url), desktop(url).stream()).anyMatch(this::start);
    }

    /** Several commands with colons between them, the first of which that there is; each with the address at its place. */
    private Stream<List<String>> named(String url) {
        return Stream.of(environment.getOrDefault("BROWSER", "").split(File.pathSeparator, -1))
                .filter(command -> !command.isBlank())
                .map(command -> line(command.strip(), url));
    }

    private static List<String> line(String command, String url) {
        List<String> words = new ArrayList<>(List.of(command.split("\\s+")));
        if (!command.contains(ADDRESS)) {
            words.add(ADDRESS);
        }
        words.replaceAll(word -> word.replace(ADDRESS, url));
        return words;
    }

    private Optional<List<String>> desktop(String url) {
        if (System.getProperty("os.name").startsWith("Mac")) {
            return Optional.of(List.of("open", url));
        }
        return environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY")
                ? Optional.of(List.of("xdg-open", url))
                : Optional.empty();
    }

    private boolean start(List<String> wanted) {
        Optional<Path> program = find(wanted.get(0));
        if (program.isEmpty()) {
            return false;
        }
        List<String> line = new ArrayList<>();
        // Ctrl-C at this terminal is not for the browser.
        find("setsid").map(Path::toString).ifPresent(line::add);
        line.add(program.get().toString());
        line.addAll(wanted.subList(1, wanted.size()));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            builder.start();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<Path> find(String program) {
        Stream<Path> places = program.contains("/")
                ? Stream.of(Path.of(program))
                : Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                        .filter(directory -> !directory.isEmpty())
                        .map(directory -> Path.of(directory, program));
        return places.filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
