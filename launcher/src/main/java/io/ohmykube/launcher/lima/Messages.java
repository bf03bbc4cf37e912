package io.ohmykube.launcher.lima;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what limactl says on standard error: lines of {@code time="…" level=fatal msg="…"}, or plain text. */
final class Messages {
    private static final Pattern LINE = Pattern.compile("level=(\\w+) msg=(\"(?:[^\"\\\\]|\\\\.)*\"|\\S+)(.*)");

    /** How many of the lines before a failure are worth telling where it does not say why itself. */
    private static final int CONTEXT = 3;

    private Messages() {}

    private record Entry(String level, String text) {}

    /** Why it failed, in its own words: what is fatal first, then the errors and warnings that led to it. */
    static String failure(String stderr) {
        List<Entry> all = stderr.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(Messages::entry)
                .toList();
        List<String> fatal = of(all, "fatal", "panic");
        List<String> others = of(all, "error", "warning", "text");
        List<String> latest = others.subList(Math.max(0, others.size() - CONTEXT), others.size());
        return String.join(
                "\n",
                java.util.stream.Stream.concat(fatal.stream(), latest.stream())
                        .distinct()
                        .toList());
    }

    private static List<String> of(List<Entry> all, String... levels) {
        List<String> wanted = List.of(levels);
        return all.stream()
                .filter(entry -> wanted.contains(entry.level()))
                .map(Entry::text)
                .toList();
    }

    private static Entry entry(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.find()) {
            return new Entry("text", line);
        }
        return new Entry(matcher.group(1), unquoted(matcher.group(2)) + matcher.group(3));
    }

    private static String unquoted(String value) {
        if (!value.startsWith("\"")) {
            return value;
        }
        return value.substring(1, value.length() - 1)
                .replace("\\n", "\n")
                .replace("\\t", " ")
                .replace("\\\"", "\"")
                .replace("\\\\", "\\");
    }
}
