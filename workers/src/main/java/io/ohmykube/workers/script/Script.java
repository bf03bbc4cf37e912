package io.ohmykube.workers.script;

import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A script of ours. Its first line is {@code # ohmykube: <name>}; values reach it only as arguments. */
public record Script(String name) {
    /** A command that runs the script and gives it nothing to read. */
    public Command with(String... arguments) {
        return Command.script(text(), arguments).shownAs(shown(arguments));
    }

    /** A command that runs the script with something to read on standard input. */
    public Command reading(Content input, String... arguments) {
        List<String> argv = new ArrayList<>(List.of("sh", "-euc", text(), name));
        argv.addAll(List.of(arguments));
        return Command.of(argv.toArray(String[]::new)).withStdin(input).shownAs(shown(arguments));
    }

    private String[] shown(String... arguments) {
        return Stream.concat(Stream.of(name), Stream.of(arguments)).toArray(String[]::new);
    }

    String text() {
        return Resources.text("/scripts/" + name + ".sh");
    }
}
