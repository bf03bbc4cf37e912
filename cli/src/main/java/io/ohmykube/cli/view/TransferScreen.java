package io.ohmykube.cli.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Draws transfers as lines with bars that fit a terminal. Pure: the same input gives the same lines. */
final class TransferScreen {
    private static final int WIDEST_NAME = 44;
    private static final int NARROWEST_NAME = 8;
    private static final int WIDEST_BAR = 24;
    private static final int NARROWEST_BAR = 6;
    /** A rate of less than this time says nothing. */
    private static final Duration SOON = Duration.ofMillis(500);

    private final boolean unicode;
    private final boolean colour;

    TransferScreen(boolean unicode, boolean colour) {
        this.unicode = unicode;
        this.colour = colour;
    }

    /**
     * @param columns the terminal's width; no line is as wide
     * @param height the terminal's height; there are fewer lines
     */
    List<String> draw(List<TransferRow> rows, Instant now, int columns, int height) {
        int room = Math.max(1, height - 2);
        List<TransferRow> shown = rows.size() <= room ? rows : rows.subList(0, room);
        List<String> facts = shown.stream().map(row -> facts(row, now)).toList();
        int widest = facts.stream().mapToInt(String::length).max().orElse(0);
        int longest = shown.stream().mapToInt(row -> row.what().length()).max().orElse(0);
        int left = columns - 1 - widest - 2;
        int bar = Math.min(WIDEST_BAR, left - Math.min(longest, WIDEST_NAME) - 2);
        if (bar < NARROWEST_BAR) {
            bar = left - 2 - NARROWEST_BAR >= NARROWEST_NAME ? NARROWEST_BAR : 0;
        }
        int name = Math.min(Math.min(longest, WIDEST_NAME), left - (bar == 0 ? 0 : bar + 2));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            lines.add(line(shown.get(i), facts.get(i), name, bar, columns - 1));
        }
        if (shown.size() < rows.size()) {
            lines.add(Text.cut("and " + (rows.size() - shown.size()) + " more", columns - 1));
        }
        return lines;
    }

    private String line(TransferRow row, String facts, int name, int bar, int columns) {
        if (name < Math.min(NARROWEST_NAME, row.what().length())) {
            return Text.cut(Text.harmless(row.what()) + "  " + facts, columns);
        }
        String what = Text.cut(Text.harmless(row.what()), name);
        return what + " ".repeat(name - what.length()) + "  " + (bar == 0 ? "" : bar(row, bar) + "  ") + facts;
    }

    /** What is not known to end is a bar without a filling. */
    private String bar(TransferRow row, int width) {
        double share = row.total() <= 0 ? 0 : Math.min(1.0, Math.max(0, row.done()) / (double) row.total());
        int full = (int) (share * width);
        String filled = (unicode ? "\u2501" : "#").repeat(full);
        String empty = (unicode ? "\u2500" : "-").repeat(width - full);
        return colour ? "\u001b[36m" + filled + "\u001b[0;2m" + empty + "\u001b[0m" : filled + empty;
    }

    private static String facts(TransferRow row, Instant now) {
        Duration took = Duration.between(row.began(), now);
        long done = Math.max(0, row.done());
        StringBuilder text = new StringBuilder(Bytes.text(done));
        if (row.total() >= 0) {
            text.append(" / ").append(Bytes.text(row.total()));
        }
        double rate = done / Math.max(0.001, took.toMillis() / 1000.0);
        if (took.compareTo(SOON) >= 0 && done > 0) {
            text.append("  ").append(Bytes.text((long) rate)).append("/s");
            if (row.total() > done) {
                text.append("  ").append(remaining(Duration.ofSeconds((long) Math.ceil((row.total() - done) / rate))));
            }
        }
        return text.toString();
    }

    private static String remaining(Duration left) {
        long seconds = left.toSeconds();
        return seconds < 60 ? seconds + "s left" : Text.duration(left) + " left";
    }
}
