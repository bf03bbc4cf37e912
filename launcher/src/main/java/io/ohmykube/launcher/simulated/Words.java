package io.ohmykube.launcher.simulated;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line as a POSIX shell does, as far as quotes go. Whatever else a shell would do something with is
 * refused, since a simulated machine has no shell.
 */
final class Words {
    private static final String SPECIAL = "|&;<>()$`*?#~\n";
    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private Words(String line) {
        this.line = line;
    }

    /** Throws {@link IllegalArgumentException} where the line is more than words. */
    static List<String> of(String line) {
        return new Words(line).split();
    }

    private List<String> split() {
        while (at < line.length()) {
            char c = line.charAt(at++);
            switch (c) {
                case ' ', '\t' -> end();
                case '\'' -> quoted();
                case '"' -> doubleQuoted();
                case '\\' -> add(next());
                default -> {
                    if (SPECIAL.indexOf(c) >= 0 && !(inWord && (c == '#' || c == '~'))) {
                        throw new IllegalArgumentException("'" + c + "' needs a shell");
                    }
                    add(c);
                }
            }
        }
        end();
        return words;
    }

    private void quoted() {
        inWord = true;
        for (char c = next(); c != '\''; c = next()) {
            word.append(c);
        }
    }

    private void doubleQuoted() {
        inWord = true;
        for (char c = next(); c != '"'; c = next()) {
            if (c == '$' || c == '`') {
                throw new IllegalArgumentException("'" + c + "' needs a shell");
            }
            word.append(c == '\\' ? next() : c);
        }
    }

    private char next() {
        if (at >= line.length()) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        return line.charAt(at++);
    }

    private void add(char c) {
        inWord = true;
        word.append(c);
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
