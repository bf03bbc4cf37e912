package io.ohmykube.cli;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;

/** Asks for a password: without an echo on a terminal; elsewhere it is one line of standard input. */
final class PasswordPrompt {
    private final InputStream answers;

    PasswordPrompt(InputStream answers) {
        this.answers = answers;
    }

    /** Throws {@link ExitException} where there is none. */
    @SuppressWarnings(
            "SystemConsoleNull") // Newer platforms have a console also without a terminal; it reads a line, too.
    char[] ask(String prompt) {
        Console console = System.console();
        if (console != null) {
            char[] typed = console.readPassword("%s", prompt);
            return require(typed == null ? new char[0] : typed);
        }
        try {
            return require(line());
        } catch (IOException e) {
            throw ExitException.badInput("the password cannot be read from standard input: " + e.getMessage());
        }
    }

    /** Byte by byte: what follows is for others to read. */
    private char[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = answers.read(); next >= 0 && next != '\n'; next = answers.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        byte[] bytes = line.toByteArray();
        CharBuffer decoded = Charset.defaultCharset().decode(ByteBuffer.wrap(bytes));
        Arrays.fill(bytes, (byte) 0);
        char[] password = new char[decoded.remaining()];
        decoded.get(password);
        return password;
    }

    private static char[] require(char[] password) {
        if (password.length == 0) {
            throw ExitException.badInput(
                    "--ask-password: no password was given; without a terminal it is one line of" + " standard input");
        }
        return password;
    }
}
