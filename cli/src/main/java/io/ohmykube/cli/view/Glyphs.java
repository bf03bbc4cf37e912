package io.ohmykube.cli.view;

import java.util.List;

/** The signs of the live view. */
record Glyphs(List<String> spinner, String waiting, String idle, String asking, String recovering, String failed) {
    static final Glyphs UNICODE =
            new Glyphs(List.of("⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"), "·", "✔", "?", "↻", "✘");
    static final Glyphs ASCII = new Glyphs(List.of("|", "/", "-", "\\"), ".", "+", "?", "~", "x");

    static Glyphs of(Terminal terminal) {
        return terminal.unicode() ? UNICODE : ASCII;
    }

    String of(Row.State state, int frame) {
        return switch (state) {
            case WAITING -> waiting;
            case RUNNING -> spinner.get(frame % spinner.size());
            case IDLE -> idle;
            case ASKING -> asking;
            case RECOVERING -> recovering;
            case FAILED -> failed;
        };
    }
}
