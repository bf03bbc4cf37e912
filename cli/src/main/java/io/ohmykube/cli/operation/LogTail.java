package io.ohmykube.cli.operation;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The last lines of what commands printed on a node. */
final class LogTail {
    private static final int LINES = 10;
    private static final int BYTES = 32 * 1024;
    /** A line of a log: perhaps the node, time, number of the command, a sign, text. */
    private static final Pattern LINE = Pattern.compile("(?:\\S+ )?\\d{4}-\\S+Z (\\S+) ([$|!=]) (.*)");

    private LogTail() {}

    /** What a message says below its first line, which names the command. */
    static List<String> of(String message) {
        List<String> lines =
                message.lines().skip(1).filter(line -> !line.isBlank()).toList();
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    }

    /** What the last command printed that did not succeed; empty where there is none, or the log cannot be read. */
    static List<String> of(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(BYTES, file.length())];
            file.seek(file.length() - end.length);
            file.readFully(end);
            List<Matcher> lines = new String(end, StandardCharsets.UTF_8)
                    .lines()
                    .map(LINE::matcher)
                    .filter(Matcher::matches)
                    .toList();
            List<String> printed = printedBy(failed(lines), lines);
            return printed.subList(Math.max(0, printed.size() - LINES), printed.size());
        } catch (IOException e) {
            // It is beside the point then.
            return List.of();
        }
    }

    private static @Nullable String failed(List<Matcher> lines) {
        String failed = null;
        for (Matcher line : lines) {
            if (line.group(2).equals("=") && !line.group(3).startsWith("exit code 0 ")) {
                failed = line.group(1);
            }
        }
        return failed;
    }

    private static List<String> printedBy(@Nullable String command, List<Matcher> lines) {
        return lines.stream()
                .filter(line -> line.group(1).equals(command)
                        && (line.group(2).equals("|") || line.group(2).equals("!"))
                        && !line.group(3).isBlank())
                .map(line -> line.group(3))
                .toList();
    }
}
