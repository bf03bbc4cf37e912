package io.ohmykube.workers.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The message of a step that failed for good. As text it is made for people; {@link #parse} finds the parts in it again.
 *
 * @param cause the first cause; may have several lines, such as what a command printed
 * @param lastCause why the last attempt failed; null where that was the first cause
 * @param attempt the last one
 * @param refusal why it was not repaired; null where that was not in question
 * @param remedy what a person can do about the cause; null where nothing is known
 */
public record FailureText(
        String cause, @Nullable String lastCause, int attempt, @Nullable String refusal, @Nullable String remedy) {
    private static final String REFUSAL = "not repaired: ";
    private static final String REMEDY = "what to do: ";
    private static final Pattern LAST = Pattern.compile("then, in attempt (\\d{1,9}): (.*)", Pattern.DOTALL);

    public FailureText {
        lastCause = cause.equals(lastCause) ? null : lastCause;
    }

    /** The parts of such a message. What is no such message is a cause. */
    public static FailureText parse(String message) {
        List<String> lines = new ArrayList<>(message.lines().toList());
        String remedy = cutLast(lines, REMEDY);
        String refusal = cutLast(lines, REFUSAL);
        int then = lines.size() - 1;
        while (then > 0 && !LAST.matcher(lines.get(then)).matches()) {
            then--;
        }
        if (then <= 0) {
            return new FailureText(String.join("\n", lines), null, 1, refusal, remedy);
        }
        Matcher last = LAST.matcher(String.join("\n", lines.subList(then, lines.size())));
        String cause = String.join("\n", lines.subList(0, then));
        return last.matches()
                ? new FailureText(cause, last.group(2), Integer.parseInt(last.group(1)), refusal, remedy)
                : new FailureText(cause, null, 1, refusal, remedy);
    }

    private static @Nullable String cutLast(List<String> lines, String word) {
        int last = lines.size() - 1;
        return last > 0 && lines.get(last).startsWith(word) ? lines.remove(last).substring(word.length()) : null;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(cause);
        if (lastCause != null) {
            text.append("\nthen, in attempt ").append(attempt).append(": ").append(lastCause);
        }
        if (refusal != null) {
            text.append('\n').append(REFUSAL).append(refusal);
        }
        if (remedy != null) {
            text.append('\n').append(REMEDY).append(remedy);
        }
        return text.toString();
    }
}
