package io.ohmykube.cli;

import io.ohmykube.cli.view.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;

/** Asks a person before something is done that cannot be taken back. */
final class Question {
    private static final Set<String> YES = Set.of("y", "yes");

    private final Terminal terminal;
    private final InputStream answers;

    Question(Terminal terminal, InputStream answers) {
        this.terminal = terminal;
        this.answers = answers;
    }

    /** Anything but yes, also no answer, is no. */
    boolean agreed(String question) {
        terminal.err().print(question + " [y/N] ");
        terminal.err().flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(answers, Charset.defaultCharset())).readLine();
            return answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT));
        } catch (IOException unreadable) {
            return false;
        }
    }
}
