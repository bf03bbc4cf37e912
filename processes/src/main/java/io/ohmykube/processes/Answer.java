package io.ohmykube.processes;

import org.jspecify.annotations.Nullable;

/**
 * What a person says to a question.
 *
 * @param by the name by which the operating system, or the server, knows the person
 * @param comment why; null where nothing was said
 */
public record Answer(boolean approved, String by, @Nullable String comment) {
    private static final String APPROVED = "approved";
    private static final String REJECTED = "rejected";

    public Answer {
        comment = comment == null || comment.isBlank() ? null : comment.strip();
    }

    /** As it is written down, such as {@code rejected by ada: not before Monday}. */
    @Override
    public String toString() {
        return word(approved) + " by " + by + (comment == null ? "" : ": " + comment);
    }

    /** Whether what was written down of an answer says the same, whoever gave it. */
    public boolean agreesWith(@Nullable String written) {
        return written != null && written.startsWith(word(approved) + " by ");
    }

    private static String word(boolean approved) {
        return approved ? APPROVED : REJECTED;
    }
}
