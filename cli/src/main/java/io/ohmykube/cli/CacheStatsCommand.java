package io.ohmykube.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ohmykube.cache.inventory.CacheStats;
import io.ohmykube.cache.inventory.Inventory;
import io.ohmykube.cli.view.Bytes;
import io.ohmykube.cli.view.Table;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "stats",
        description = {
            "Show how much the cache holds: as published, as kept, and when it was last used.",
            "Layers that several images share count once."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ohmykube cache stats", "  ohmykube cache stats -o json"})
final class CacheStatsCommand implements Callable<Integer> {
    private final Session session;

    CacheStatsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CacheStats stats = Inventory.in(session.home()).stats();
        if (session.options().output() == OutputFormat.TABLE) {
            print(stats);
        } else {
            Document.print(session, json -> write(stats, json));
        }
        return ExitCode.DONE;
    }

    private void print(CacheStats stats) {
        Table table = new Table("KIND", "COUNT", "ORIGINAL", "KEPT", "RATIO", "LAST USED");
        stats.kinds().forEach(line -> add(table, line));
        add(table, stats.total());
        table.lines().forEach(session.terminal().out()::println);
        if (stats.leftovers() > 0) {
            session.terminal()
                    .out()
                    .println("Besides, " + Bytes.text(stats.leftovers())
                            + " that nothing needs; remove them with 'ohmykube cache clean'");
        }
    }

    private void add(Table table, CacheStats.Line line) {
        table.add(
                word(line),
                Integer.toString(line.count()),
                Bytes.text(line.originalBytes()),
                Bytes.text(line.bytes()),
                line.count() == 0 ? "-" : String.format(Locale.ROOT, "%.2f", line.ratio()),
                time(line.lastUsed()));
    }

    private String time(@Nullable Instant at) {
        return at == null ? "-" : CacheListCommand.time(session, at);
    }

    private static String word(CacheStats.Line line) {
        CacheEntryKind kind = CacheEntryKind.of(line.kind());
        return kind == null ? "total" : kind.plural();
    }

    private static void write(CacheStats stats, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("kinds");
        for (CacheStats.Line line : stats.kinds()) {
            write(line, json);
        }
        json.writeEndArray();
        json.writeFieldName("total");
        write(stats.total(), json);
        json.writeNumberField("leftoverBytes", stats.leftovers());
        json.writeEndObject();
    }

    private static void write(CacheStats.Line line, JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (line.kind() != null) {
            json.writeStringField("kind", line.kind().word());
        }
        json.writeNumberField("count", line.count());
        json.writeNumberField("originalBytes", line.originalBytes());
        json.writeNumberField("bytes", line.bytes());
        json.writeNumberField("ratio", Math.round(line.ratio() * 1000) / 1000.0);
        json.writeStringField(
                "lastUsed", line.lastUsed() == null ? null : line.lastUsed().toString());
        json.writeEndObject();
    }
}
