package io.ohmykube.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.TimeToLive;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "ttl",
        description = {
            "Show how long the cluster lives, or change it: from now on, or longer than it was to live.",
            "When its time is over, a server ('ohmykube serve') removes it, or 'ohmykube down --expired'."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube --name dev ttl                  how long it lives",
            "  ohmykube --name dev ttl 4h               four hours from now on",
            "  ohmykube --name dev ttl --extend 1h30m   longer than it was to live",
            "  ohmykube --name dev ttl --none           until somebody removes it"
        })
final class TtlCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "TIME", description = "how long from now on: 30m, 2h, 7d or 1h30m")
    private @Nullable String time;

    @Option(names = "--extend", paramLabel = "TIME", description = "how much longer than it was to live")
    private @Nullable String extension;

    @Option(names = "--none", description = "the cluster lives until somebody removes it")
    private boolean none;

    TtlCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        long wishes = Stream.of(time, extension, none ? "" : null)
                .filter(Objects::nonNull)
                .count();
        if (wishes > 1) {
            throw ExitException.badInput("TIME, --extend and --none exclude each other; give one of them");
        }
        Cluster cluster = wishes == 0 ? session.existingCluster() : changed();
        if (session.options().output() == OutputFormat.TABLE) {
            session.terminal().out().println(new TimeLeft(session).sentence(cluster));
        } else {
            Document.print(session, json -> write(cluster, json));
        }
        return ExitCode.DONE;
    }

    private Cluster changed() {
        Lifetime lifetime = new Lifetime(session.store(), session.cluster(), session.clock());
        if (extension != null) {
            return lifetime.extend(read("--extend", extension));
        }
        return lifetime.set(time == null ? null : read("TIME", time));
    }

    private static TimeToLive read(String what, String text) {
        return TimeToLive.read(text).orElseThrow(() -> ExitException.badInput(what + ": " + TimeToLive.refusal(text)));
    }

    private void write(Cluster cluster, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("cluster", cluster.name());
        json.writeStringField(
                "expires", cluster.expires().map(Instant::toString).orElse(null));
        json.writeBooleanField("served", RunningServer.isThereFor(session));
        json.writeEndObject();
    }
}
