package io.ohmykube.cli.view;

import io.ohmykube.workers.contract.StepEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** One line per event, for logs and for terminals that cannot move their cursor. */
public final class PlainView implements View {
    /** How much is said. */
    public enum Volume {
        /** Failures and the last line. */
        QUIET,
        NORMAL,
        /** Also what steps say while they run. */
        VERBOSE
    }

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Terminal terminal;
    private final Volume volume;
    private final ZoneId zone;
    private String cluster = "";

    public PlainView(Terminal terminal, Volume volume, ZoneId zone) {
        this.terminal = terminal;
        this.volume = volume;
        this.zone = zone;
    }

    @Override
    public void stoppedBy(List<Failure> failures) {
        if (volume != Volume.QUIET && !failures.isEmpty()) {
            terminal.out().println("It was stopped by this:");
            failures.forEach(
                    failure -> failure.lines().forEach(line -> terminal.out().println("  " + line)));
        }
    }

    @Override
    public void begin(Heading heading) {
        cluster = heading.cluster();
        if (volume != Volume.QUIET) {
            terminal.out().println(heading.summary());
        }
    }

    @Override
    public void on(StepEvent event) {
        if (shows(event.kind())) {
            terminal.out().println(line(event));
        }
    }

    private boolean shows(StepEvent.Kind kind) {
        return switch (kind) {
            case PROGRESS, ANSWERED -> volume == Volume.VERBOSE;
            case STARTED, DONE, CANCELLED, RETRYING, REPAIRING, FAILED, ASKED -> volume != Volume.QUIET;
        };
    }

    String line(StepEvent event) {
        StringBuilder line = new StringBuilder(time(event.time()))
                .append("  ")
                .append(event.node() == null ? cluster : event.node())
                .append("  ")
                .append(event.title())
                .append("  ")
                .append(Text.outcome(event));
        Long millis = event.durationMillis();
        if (millis != null) {
            line.append(" (").append(Text.duration(Duration.ofMillis(millis))).append(')');
        }
        if (event.attempt() > 1) {
            line.append(", attempt ").append(event.attempt());
        }
        String message = event.message();
        if (message != null && !message.isBlank()) {
            line.append(": ").append(Text.firstLine(Text.harmless(message)));
        }
        return line.toString();
    }

    private String time(Instant instant) {
        return TIME.format(instant.atZone(zone));
    }

    @Override
    public void warn(String message) {
        terminal.err().println("warning: " + message);
    }

    @Override
    public void end(Result result) {
        if (volume != Volume.QUIET) {
            ResultText.times(result).forEach(terminal.out()::println);
        }
        ResultText.failures(result).forEach(terminal.err()::println);
        ResultText.questions(result).forEach(terminal.err()::println);
        PrintStream last = result.outcome() == Result.Outcome.DONE ? terminal.out() : terminal.err();
        ResultText.closing(result).forEach(last::println);
    }

    @Override
    public void close() {
        terminal.out().flush();
        terminal.err().flush();
    }
}
