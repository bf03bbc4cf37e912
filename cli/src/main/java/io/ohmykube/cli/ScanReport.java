package io.ohmykube.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ohmykube.cache.scan.Scanner;
import io.ohmykube.cache.scan.Severity;
import io.ohmykube.cache.scan.Vulnerability;
import io.ohmykube.cli.view.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a scan has found.
 *
 * @param target what was scanned
 */
record ScanReport(String target, Scanner scanner, List<Vulnerability> found) {
    private static final int TITLE = 60;

    /** Prints it, and returns the exit code. */
    int print(Session session, @Nullable Severity threshold) {
        if (session.options().output() == OutputFormat.TABLE) {
            lines().forEach(session.terminal().out()::println);
        } else {
            Document.print(session, this::write);
        }
        boolean failed = threshold != null
                && found.stream().anyMatch(one -> one.severity().compareTo(threshold) >= 0);
        return failed ? ExitCode.FAILED : ExitCode.DONE;
    }

    private Map<Severity, Integer> counts() {
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            counts.put(severity, 0);
        }
        found.forEach(one -> counts.merge(one.severity(), 1, Integer::sum));
        return counts;
    }

    private List<String> lines() {
        List<Severity> worstFirst = new ArrayList<>(List.of(Severity.values()));
        Collections.reverse(worstFirst);
        Map<Severity, Integer> counts = counts();
        List<String> lines = new ArrayList<>();
        lines.add(target + ", by " + scanner.word() + ": "
                + worstFirst.stream()
                        .map(severity ->
                                counts.get(severity) + " " + severity.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
        if (!found.isEmpty()) {
            Table table = new Table("SEVERITY", "ID", "COMPONENT", "INSTALLED", "FIXED IN", "WHERE", "TITLE");
            for (Vulnerability one : found) {
                table.add(
                        one.severity().name(),
                        one.id(),
                        one.component(),
                        one.installed(),
                        one.fixedIn() == null ? "-" : one.fixedIn(),
                        one.where(),
                        shortened(one.title()));
            }
            lines.addAll(table.lines());
        }
        return lines;
    }

    private static String shortened(String title) {
        String line = title.lines().findFirst().orElse("");
        return line.length() <= TITLE ? line : line.substring(0, TITLE - 3) + "...";
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("target", target);
        json.writeStringField("scanner", scanner.word());
        json.writeObjectFieldStart("counts");
        for (Map.Entry<Severity, Integer> count : counts().entrySet()) {
            json.writeNumberField(count.getKey().name(), count.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("vulnerabilities");
        for (Vulnerability one : found) {
            json.writeStartObject();
            json.writeStringField("severity", one.severity().name());
            json.writeStringField("id", one.id());
            json.writeStringField("component", one.component());
            json.writeStringField("installed", one.installed());
            if (one.fixedIn() != null) {
                json.writeStringField("fixedIn", one.fixedIn());
            }
            json.writeStringField("where", one.where());
            json.writeStringField("title", one.title());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
