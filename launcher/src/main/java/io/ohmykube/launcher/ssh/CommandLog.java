package io.ohmykube.launcher.ssh;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where it is written what commands did, one line each, so that commands that run side by side can be told apart: time,
 * number of the command, a sign ({@code $} command, {@code |} standard output, {@code !} standard error, {@code =} how
 * it ended), text.
 */
interface CommandLog {
    /** Writes lines that each begin with a {@link #stamp}. */
    void write(ByteArrayOutputStream wholeLines);

    default void line(CommandId command, char sign, String text) {
        byte[] stamp = stamp(command, sign);
        ByteArrayOutputStream lines = new ByteArrayOutputStream(stamp.length + text.length() + 1);
        for (String line : text.split("\n", -1)) {
            lines.writeBytes(stamp);
            lines.writeBytes(line.getBytes(StandardCharsets.UTF_8));
            lines.write('\n');
        }
        write(lines);
    }

    /** A log that writes to this one and to another. */
    default CommandLog and(CommandLog other) {
        return lines -> {
            write(lines);
            other.write(lines);
        };
    }

    /** What every line begins with. */
    static byte[] stamp(CommandId command, char sign) {
        String text = Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + command + " " + sign + " ";
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
