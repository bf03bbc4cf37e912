package io.ohmykube.cli.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Draws rows as lines of text that fit a terminal. Pure: the same input gives the same lines. */
final class Screen {
    /** Columns that a subject's name may take at most. */
    private static final int WIDEST_NAME = 40;

    private final Glyphs glyphs;
    private final boolean colour;

    Screen(Glyphs glyphs, boolean colour) {
        this.glyphs = glyphs;
        this.colour = colour;
    }

    /**
     * @param columns the terminal's width; no line is wider
     * @param height the terminal's height; there are fewer lines, the least interesting left out
     * @param frame which picture of the spinner
     */
    List<String> draw(
            String heading, Duration elapsed, List<Row> rows, Instant now, int columns, int height, int frame) {
        List<String> lines = new ArrayList<>();
        String clock = Text.duration(elapsed);
        lines.add(style("1", Text.cut(heading + "  " + clock, columns - 1)));
        int room = Math.max(1, height - 3);
        List<Row> shown = rows.size() <= room ? rows : mostInteresting(rows, room);
        int name = shown.stream().mapToInt(row -> row.subject().length()).max().orElse(0);
        for (Row row : shown) {
            lines.add(line(row, now, Math.min(name, WIDEST_NAME), columns - 1, frame));
        }
        if (shown.size() < rows.size()) {
            lines.add(Text.cut("  and " + (rows.size() - shown.size()) + " more", columns - 1));
        }
        return lines;
    }

    /** Those in trouble first, then those at work; in the given order otherwise. */
    private static List<Row> mostInteresting(List<Row> rows, int room) {
        return rows.stream()
                .sorted(Comparator.comparingInt(row -> rank(row.state())))
                .limit(room)
                .toList();
    }

    private static int rank(Row.State state) {
        return switch (state) {
            case FAILED -> 0;
            case ASKING -> 1;
            case RECOVERING -> 2;
            case RUNNING -> 3;
            case IDLE -> 4;
            case WAITING -> 5;
        };
    }

    private String line(Row row, Instant now, int name, int columns, int frame) {
        StringBuilder text = new StringBuilder(pad(Text.cut(row.subject(), name), name)).append("  ");
        text.append(
                switch (row.state()) {
                    case WAITING -> "waiting";
                    case ASKING -> row.title() + ": waits for an answer";
                    default -> row.title();
                });
        if (row.attempt() > 1) {
            text.append(" (attempt ").append(row.attempt()).append(')');
        }
        Instant since = row.since();
        if (row.state() == Row.State.RUNNING && since != null) {
            text.append("  ").append(Text.duration(Duration.between(since, now)));
        }
        String note = row.note();
        if (note != null && !note.isBlank()) {
            text.append("  ").append(Text.firstLine(Text.harmless(note)));
        }
        return style(colourOf(row.state()), glyphs.of(row.state(), frame)) + " "
                + Text.cut(text.toString(), columns - 2);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String colourOf(Row.State state) {
        return switch (state) {
            case WAITING -> "2";
            case RUNNING -> "36";
            case IDLE -> "32";
            case ASKING, RECOVERING -> "33";
            case FAILED -> "31";
        };
    }

    /** Wraps in an SGR sequence (ECMA-48). */
    private String style(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
