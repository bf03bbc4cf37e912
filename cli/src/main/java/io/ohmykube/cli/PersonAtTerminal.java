package io.ohmykube.cli;

import io.ohmykube.cli.operation.Asker;
import io.ohmykube.cli.view.OpenQuestion;
import io.ohmykube.cli.view.Terminal;
import io.ohmykube.processes.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the questions of a run to whoever sits at the terminal. */
final class PersonAtTerminal implements Asker {
    private static final Set<String> YES = Set.of("y", "yes");
    private static final Set<String> NO = Set.of("n", "no");

    private final Terminal terminal;
    private final BufferedReader answers;
    private final String person;

    /** @param person the name by which the system knows who sits there */
    PersonAtTerminal(Terminal terminal, InputStream answers, String person) {
        this.terminal = terminal;
        this.answers = new BufferedReader(new InputStreamReader(answers, Charset.defaultCharset()));
        this.person = person;
    }

    @Override
    public Optional<Answer> ask(OpenQuestion question) {
        question.lines().forEach(terminal.err()::println);
        while (true) {
            terminal.err().print("Approve? [y(es), n(o), Enter leaves it open] ");
            terminal.err().flush();
            String word = line();
            if (word == null || word.isEmpty()) {
                return Optional.empty();
            }
            if (YES.contains(word) || NO.contains(word)) {
                return Optional.of(new Answer(YES.contains(word), person, null));
            }
        }
    }

    private @Nullable String line() {
        try {
            String line = answers.readLine();
            return line == null ? null : line.strip().toLowerCase(Locale.ROOT);
        } catch (IOException unreadable) {
            return null;
        }
    }
}
