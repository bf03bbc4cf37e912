package io.ohmykube.cli;

import io.ohmykube.cache.inventory.CacheEntry;
import io.ohmykube.cache.inventory.Cleaned;
import io.ohmykube.cache.inventory.CleaningPolicy;
import io.ohmykube.cache.inventory.Inventory;
import io.ohmykube.cli.view.Bytes;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "clean",
        description = {
            "Remove from the cache what the options select, and what nothing refers to any more.",
            "What is being fetched just now stays. Asks first; without a terminal it wants --yes."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube cache clean --older-than 30d --max-size 5GB --dry-run",
            "  ohmykube cache clean --unused --yes           all that no cluster needs",
            "  ohmykube cache clean --unused --older-than 7d only what was not used for a week, too"
        })
final class CacheCleanCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--older-than", paramLabel = "AGE", description = "what was not used for so long: 30d, 12h")
    @Nullable
    String olderThan;

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            description = "what was used longest ago, until the cache is at most so large: 5GB, 500MiB")
    @Nullable
    String maxSize;

    @Option(
            names = "--unused",
            description = "nothing that a cluster needs, also one that is half made; alone, all the rest")
    private boolean unused;

    @Option(names = "--dry-run", description = "say what would be removed, and remove nothing")
    private boolean dryRun;

    CacheCleanCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Inventory inventory = Inventory.in(session.home());
        CleaningPolicy policy = new CleaningPolicy(
                olderThan == null ? null : Amounts.age(olderThan, "--older-than"),
                maxSize == null ? null : Amounts.size(maxSize, "--max-size"),
                unused ? new NeededByClusters(session).filter() : null,
                dryRun);
        boolean mayAsk = session.terminal().interactive() && session.options().output() == OutputFormat.TABLE;
        if (!dryRun && !session.options().yes) {
            if (!mayAsk) {
                throw ExitException.badInput("this removes files, so it wants --yes where nobody can be asked;"
                        + " --dry-run shows what would go");
            }
            Cleaned planned =
                    inventory.clean(new CleaningPolicy(policy.olderThan(), policy.maxSize(), policy.needed(), true));
            print(planned, true);
            boolean nothing = planned.removed().isEmpty() && planned.leftovers() == 0;
            if (nothing || !new Question(session.terminal(), System.in).agreed("Remove this?")) {
                return ExitCode.DONE;
            }
        }
        Cleaned cleaned = inventory.clean(policy);
        if (session.options().output() == OutputFormat.TABLE) {
            print(cleaned, dryRun);
        } else {
            write(cleaned);
        }
        return ExitCode.DONE;
    }

    private void print(Cleaned cleaned, boolean planned) {
        PrintStream out = session.terminal().out();
        if (!session.options().quiet) {
            String verb = planned ? "would remove " : "removed ";
            cleaned.removed()
                    .forEach(entry -> out.println(
                            verb + entry.kind().word() + " " + entry.title() + "  " + Bytes.text(entry.size())));
            if (cleaned.leftovers() > 0) {
                out.println(verb + Headings.count(cleaned.leftovers(), "file") + " that nothing needed");
            }
            cleaned.inUse()
                    .forEach(entry ->
                            out.println("kept " + entry.kind().word() + " " + entry.title() + ", which is in use"));
            if (cleaned.leftoversKept()) {
                out.println("kept the layers of removed images, because images are being fetched or sent just now;"
                        + " the next cleaning removes them");
            }
        }
        out.println((planned ? "This would make " : "Made ") + Bytes.text(cleaned.freed()) + " of room; "
                + Bytes.text(cleaned.remaining()) + (planned ? " would remain" : " remain"));
    }

    private void write(Cleaned cleaned) {
        Document.print(session, json -> {
            json.writeStartObject();
            json.writeBooleanField("dryRun", dryRun);
            json.writeArrayFieldStart("removed");
            for (CacheEntry entry : cleaned.removed()) {
                CacheListCommand.write(entry, json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("inUse");
            for (CacheEntry entry : cleaned.inUse()) {
                CacheListCommand.write(entry, json);
            }
            json.writeEndArray();
            json.writeNumberField("leftoverFiles", cleaned.leftovers());
            json.writeBooleanField("leftoversKept", cleaned.leftoversKept());
            json.writeNumberField("freedBytes", cleaned.freed());
            json.writeNumberField("remainingBytes", cleaned.remaining());
            json.writeEndObject();
        });
    }
}
