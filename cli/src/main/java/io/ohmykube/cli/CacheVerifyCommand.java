package io.ohmykube.cli;

import io.ohmykube.cache.inventory.Finding;
import io.ohmykube.cache.inventory.Inventory;
import io.ohmykube.cli.view.Table;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        description = {
            "Read everything in the cache and compare it with its checksum.",
            "Ends with 1 if something is damaged or missing. Stray files do no harm; cache clean removes them."
        },
        footerHeading = "%nExample:%n",
        footer = "  ohmykube cache verify --repair")
final class CacheVerifyCommand implements Callable<Integer> {
    private final Session session;

    @Option(
            names = "--repair",
            description = "remove what is damaged or incomplete, so that its next use fetches it again")
    private boolean repair;

    CacheVerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Inventory inventory = Inventory.in(session.home());
        List<Finding> findings = inventory.verify(repair);
        if (session.options().output() == OutputFormat.TABLE) {
            print(findings, inventory.entries().size());
        } else {
            write(findings);
        }
        return findings.stream().anyMatch(finding -> finding.isDamage() && !finding.repaired())
                ? ExitCode.FAILED
                : ExitCode.DONE;
    }

    private void print(List<Finding> findings, int entries) {
        PrintStream out = session.terminal().out();
        if (!findings.isEmpty()) {
            Table table = new Table("PROBLEM", "WHAT", "FILE");
            findings.forEach(finding -> table.add(
                    word(finding) + (finding.repaired() ? " (removed)" : ""),
                    finding.what(),
                    finding.file().toString()));
            table.lines().forEach(out::println);
        }
        long damaged = findings.stream()
                .filter(finding -> finding.isDamage() && !finding.repaired())
                .count();
        if (damaged > 0) {
            out.println("remove what is damaged with 'ohmykube cache verify --repair'; its next use fetches it again");
        } else {
            out.println(Headings.count(entries, "artefact") + " in the cache, all as fetched");
        }
    }

    private void write(List<Finding> findings) {
        Document.print(session, json -> {
            json.writeStartArray();
            for (Finding finding : findings) {
                json.writeStartObject();
                json.writeStringField("problem", word(finding));
                json.writeStringField("what", finding.what());
                json.writeStringField("file", finding.file().toString());
                json.writeBooleanField("repaired", finding.repaired());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static String word(Finding finding) {
        return finding.problem().name().toLowerCase(Locale.ROOT);
    }
}
