package io.ohmykube.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "version",
        description = "Print the versions of OhMyKube and of what it runs on.",
        footerHeading = "%nExample:%n",
        footer = "  ohmykube version -o json")
final class VersionCommand implements Callable<Integer> {
    private final Session session;

    VersionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
        String java = System.getProperty("java.version");
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (session.options().output() == OutputFormat.TABLE) {
            session.terminal().out().println("ohmykube " + version + " (Java " + java + ", " + platform + ")");
        } else {
            Document.print(session, json -> {
                json.writeStartObject();
                json.writeStringField("version", version);
                json.writeStringField("java", java);
                json.writeStringField("platform", platform);
                json.writeEndObject();
            });
        }
        return ExitCode.DONE;
    }
}
