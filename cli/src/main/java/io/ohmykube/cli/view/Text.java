package io.ohmykube.cli.view;

import io.ohmykube.workers.contract.StepEvent;
import java.time.Duration;
import java.util.Locale;

/** How durations and messages are written for people. */
public final class Text {
    private Text() {}

    /** {@code 0.4s}, {@code 12.3s}, {@code 4m05s}, {@code 2h10m}. */
    public static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1fs", Math.max(0, duration.toMillis()) / 1000.0);
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60);
        }
        return String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds / 60 % 60);
    }

    /** The first line that says something. */
    public static String firstLine(String message) {
        return message.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("")
                .strip();
    }

    /** Control characters of remote output must not reach a terminal. */
    public static String harmless(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(Character.isISOControl(c) && c != '\n' ? ' ' : c));
        return clean.toString();
    }

    static String cut(String text, int columns) {
        if (text.length() <= columns) {
            return text;
        }
        return columns <= 3 ? text.substring(0, Math.max(0, columns)) : text.substring(0, columns - 3) + "...";
    }

    static String outcome(StepEvent event) {
        return switch (event.kind()) {
            case STARTED -> "started";
            case PROGRESS -> "says";
            case DONE -> "done";
            case RETRYING -> "failed, will be tried again";
            case REPAIRING -> "failed, will be repaired";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
            case ASKED -> "waits for a person's answer";
            case ANSWERED -> "answered";
        };
    }
}
