package io.ohmykube.launcher.ssh;

import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.CommandFailedException;
import io.ohmykube.launcher.CommandResult;
import io.ohmykube.launcher.Content;
import io.ohmykube.launcher.FileCommands;
import io.ohmykube.launcher.Remote;
import io.ohmykube.launcher.SshEndpoint;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/** One machine's {@link Remote}. */
final class SshRemote implements Remote {
    private static final Duration TRANSFER_TIMEOUT = Duration.ofMinutes(30);

    private final NodeConnections connections;
    private final SshEndpoint endpoint;
    private final ExecutorService streams;
    private final CommandLog log;

    SshRemote(NodeConnections connections, SshEndpoint endpoint, ExecutorService streams, CommandLog log) {
        this.connections = connections;
        this.endpoint = endpoint;
        this.streams = streams;
        this.log = log;
    }

    @Override
    public String node() {
        return connections.node();
    }

    @Override
    public CommandResult execute(Command command) {
        return succeeded(probe(command), command.shown());
    }

    @Override
    public CommandResult probe(Command command) {
        Capture stdout = new Capture();
        CommandResult result = run(command, command.shown(), stdout);
        return new CommandResult(result.exitCode(), stdout.toString(), result.stderr(), result.duration());
    }

    @Override
    public void upload(Content content, String path, String mode) {
        String shown = "upload of " + path;
        AtomicLong size = new AtomicLong();
        Content counted = out -> {
            CountingStream counting = new CountingStream(out);
            content.writeTo(counting);
            size.set(counting.count());
        };
        Command receive = FileCommands.receive(path, counted).withTimeout(TRANSFER_TIMEOUT);
        succeeded(run(receive, shown, OutputStream.nullOutputStream()), shown);
        Command place = FileCommands.place(path, mode, size.get());
        succeeded(
                run(place, shown + " (" + size + " bytes, mode " + mode + ")", OutputStream.nullOutputStream()), shown);
    }

    @Override
    public void download(String path, OutputStream to) {
        String shown = "download of " + path;
        succeeded(run(FileCommands.send(path).withTimeout(TRANSFER_TIMEOUT), shown, to), shown);
    }

    private CommandResult run(Command command, String shown, OutputStream stdout) {
        return new Execution(connections, endpoint, streams, log, command, shown, stdout).run();
    }

    private CommandResult succeeded(CommandResult result, String shown) {
        if (result.succeeded()) {
            return result;
        }
        String said = result.stderr().isBlank() ? lastLines(result.stdout()) : lastLines(result.stderr());
        throw new CommandFailedException(
                node(), shown, result.exitCode(), said, connections.log().file());
    }

    private static String lastLines(String text) {
        String[] lines = text.strip().split("\n", -1);
        int from = Math.max(0, lines.length - CommandLimits.SHOWN_LINES);
        return String.join("\n", java.util.Arrays.asList(lines).subList(from, lines.length));
    }
}
