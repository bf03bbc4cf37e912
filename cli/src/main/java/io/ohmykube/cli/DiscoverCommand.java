package io.ohmykube.cli;

import io.ohmykube.cli.view.Table;
import io.ohmykube.launcher.hosts.Tailnet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "discover",
        description = {
            "List machines that could become nodes: those that 'tailscale status' knows.",
            "Nothing is connected to."
        },
        footerHeading = "%nExample:%n",
        footer = "  ohmykube discover -o json")
final class DiscoverCommand implements Callable<Integer> {
    private final Session session;

    DiscoverCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<Tailnet.Peer> peers = new Tailnet(session.environment()).peers();
        if (session.options().output() == OutputFormat.TABLE) {
            Table table = new Table("NAME", "ADDRESS", "SYSTEM", "CANDIDATE");
            peers.forEach(peer -> table.add(peer.name(), peer.address(), peer.os(), why(peer)));
            table.lines().forEach(session.terminal().out()::println);
            return ExitCode.DONE;
        }
        Document.print(session, json -> {
            json.writeStartArray();
            for (Tailnet.Peer peer : peers) {
                json.writeStartObject();
                json.writeStringField("name", peer.name());
                json.writeStringField("address", peer.address());
                json.writeStringField("os", peer.os());
                json.writeBooleanField("online", peer.online());
                json.writeBooleanField("candidate", peer.candidate());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
        return ExitCode.DONE;
    }

    private static String why(Tailnet.Peer peer) {
        if (peer.candidate()) {
            return "yes";
        }
        return peer.online() ? "no, not Linux" : "no, offline";
    }
}
