package io.ohmykube.cli.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * Something a person may do now.
 *
 * @param command as it is typed
 * @param effect what it does, in a few words
 */
public record Choice(String command, String effect) {
    /** One line each, what they do below each other. */
    public static List<String> lines(List<Choice> choices) {
        int widest = choices.stream()
                .mapToInt(choice -> choice.command().length())
                .max()
                .orElse(0);
        return choices.stream()
                .map(choice ->
                        choice.command() + " ".repeat(widest - choice.command().length() + 3) + choice.effect())
                .toList();
    }

    /** Writes the field {@code next}: the commands alone. */
    public static void write(JsonGenerator json, List<Choice> choices) throws IOException {
        json.writeArrayFieldStart("next");
        for (Choice choice : choices) {
            json.writeString(choice.command());
        }
        json.writeEndArray();
    }
}
