package io.ohmykube.workers.contract;

import org.jspecify.annotations.Nullable;

/**
 * What a person is asked. As text it is made for people; {@link #parse} finds the parts in it again.
 *
 * @param text the question in full; null where the title of its task is all of it
 * @param asked who is asked; null where everybody is
 */
public record QuestionText(@Nullable String text, @Nullable String asked) {
    private static final String ASKED = "asked: ";

    /** The parts of such a text. */
    public static QuestionText parse(@Nullable String message) {
        if (message == null || message.isBlank()) {
            return new QuestionText(null, null);
        }
        int last = message.lastIndexOf('\n') + 1;
        if (!message.startsWith(ASKED, last)) {
            return new QuestionText(message, null);
        }
        return new QuestionText(
                last == 0 ? null : message.substring(0, last - 1), message.substring(last + ASKED.length()));
    }

    @Override
    public String toString() {
        String question = text == null ? "" : text;
        if (asked == null) {
            return question;
        }
        return (question.isEmpty() ? "" : question + "\n") + ASKED + asked;
    }
}
