package io.ohmykube.cli;

import io.ohmykube.processes.AttemptRecord;
import io.ohmykube.processes.Outcome;
import io.ohmykube.workers.contract.StepEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How runs and steps stand, in words. */
final class RunWords {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private RunWords() {}

    static String of(Outcome.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** @param running whether the run that the step is part of is being worked on */
    static String of(StepEvent.Kind kind, boolean running) {
        return switch (kind) {
            case STARTED, PROGRESS -> running ? "running" : "cut off";
            case DONE -> "done";
            case RETRYING -> running ? "retrying" : "to be retried";
            case REPAIRING -> running ? "repairing" : "to be repaired";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
            case ASKED -> "waits for an answer";
            case ANSWERED -> "answered";
        };
    }

    /** How an attempt ended, whatever was done about it. */
    static String of(AttemptRecord attempt, boolean running) {
        return attempt.failed() ? "failed" : of(attempt.kind(), running);
    }

    static String time(Instant instant, ZoneId zone) {
        return TIME.format(instant.atZone(zone));
    }
}
