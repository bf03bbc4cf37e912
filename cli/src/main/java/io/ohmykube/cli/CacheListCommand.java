package io.ohmykube.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ohmykube.cache.inventory.CacheEntry;
import io.ohmykube.cache.inventory.Inventory;
import io.ohmykube.cli.view.Bytes;
import io.ohmykube.cli.view.Table;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        description = {
            "List what the cache holds.",
            "With -o json each artefact is one JSON object on one line, with all that is known of it."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ohmykube cache list", "  ohmykube cache list images -o json"})
final class CacheListCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "KIND", description = "packages, images or manifests (default: all)")
    @Nullable
    String kind;

    CacheListCommand(Session session) {
        this.session = session;
    }

    /** A time by the user's clock. */
    static String time(Session session, Instant at) {
        ZoneId zone = session.clock().getZone();
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
                .withZone(zone)
                .format(at);
    }

    @Override
    public Integer call() {
        CacheEntry.Kind wanted =
                kind == null ? null : CacheEntryKind.ofWord(kind).kind();
        List<CacheEntry> entries = Inventory.in(session.home()).entries().stream()
                .filter(entry -> wanted == null || entry.kind() == wanted)
                .toList();
        if (session.options().output() == OutputFormat.TABLE) {
            print(entries);
        } else {
            entries.forEach(entry -> Document.print(session, json -> write(entry, json)));
        }
        return ExitCode.DONE;
    }

    private void print(List<CacheEntry> entries) {
        if (entries.isEmpty()) {
            session.terminal().out().println("the cache holds nothing" + (kind == null ? "" : " of this kind"));
            return;
        }
        Table table = new Table("KIND", "NAME", "VERSION", "ARCH", "SIZE", "RATIO", "DIGEST", "LAST USED");
        for (CacheEntry entry : entries) {
            table.add(
                    entry.kind().word(),
                    entry.name(),
                    entry.version() == null ? "-" : entry.version(),
                    entry.architecture() == null ? "-" : entry.architecture().word(),
                    Bytes.text(entry.size()),
                    String.format(Locale.ROOT, "%.2f", entry.ratio()),
                    entry.digest().replaceFirst("^sha256:(.{12}).*$", "$1"),
                    time(session, entry.lastUsed()));
        }
        table.lines().forEach(session.terminal().out()::println);
    }

    static void write(CacheEntry entry, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", entry.kind().word());
        json.writeStringField("name", entry.name());
        if (entry.version() != null) {
            json.writeStringField("version", entry.version());
        }
        if (entry.architecture() != null) {
            json.writeStringField("architecture", entry.architecture().word());
        }
        json.writeStringField("digest", entry.digest());
        json.writeNumberField("size", entry.size());
        json.writeNumberField("originalSize", entry.originalSize());
        json.writeNumberField("ratio", Math.round(entry.ratio() * 1000) / 1000.0);
        json.writeStringField("source", entry.source());
        json.writeStringField("fetched", entry.fetched().toString());
        json.writeStringField("lastUsed", entry.lastUsed().toString());
        json.writeEndObject();
    }
}
