package io.ohmykube.launcher.ssh;

import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.CommandInterruptedException;
import io.ohmykube.launcher.CommandResult;
import io.ohmykube.launcher.CommandTimedOutException;
import io.ohmykube.launcher.OutputTooLargeException;
import io.ohmykube.launcher.SshEndpoint;
import io.ohmykube.launcher.UnreachableException;
import io.ohmykube.launcher.ssh.Termination.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.Session;

/**
 * One run of one command. A command is sent at most once: what fails before it was sent is tried again over a new
 * connection, what fails afterwards is the caller's to judge.
 */
final class Execution {
    private final NodeConnections node;
    private final SshEndpoint endpoint;
    private final ExecutorService streams;
    private final Command command;
    private final CommandLog log;
    private final String shown;
    private final OutputStream stdout;
    private final CommandId id;
    private final long started = System.nanoTime();

    /** @param shown what to call the command in the logs and in errors */
    Execution(
            NodeConnections node,
            SshEndpoint endpoint,
            ExecutorService streams,
            CommandLog log,
            Command command,
            String shown,
            OutputStream stdout) {
        this.node = node;
        this.endpoint = endpoint;
        this.streams = streams;
        this.log = log;
        this.command = command;
        this.shown = shown;
        this.stdout = stdout;
        this.id = node.nextId();
    }

    /** The result; its standard output is empty, having gone to the stream. */
    CommandResult run() {
        log.line(id, '$', shown);
        try {
            CommandResult result = overAnyConnection();
            log.line(id, '=', "exit code " + result.exitCode() + " after " + millis(result.duration()));
            return result;
        } catch (RuntimeException e) {
            log.line(id, '=', String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private CommandResult overAnyConnection() {
        for (boolean again = true; ; again = false) {
            SshConnection connection = node.to(endpoint);
            try {
                if (!connection.sessions().tryAcquire(left(), TimeUnit.NANOSECONDS)) {
                    throw new CommandTimedOutException(node.node(), shown, command.timeout());
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            try {
                return over(connection, connection.open());
            } catch (IOException e) {
                if (Interruption.isCauseOf(e)) {
                    throw interrupted(e);
                }
                if (!again || e instanceof OpenFailException) {
                    throw new UnreachableException(node.node(), "no session for " + shown + ": " + e.getMessage(), e);
                }
                // It broke unnoticed; nothing was sent yet.
                connection.abandon("no session could be opened");
            } finally {
                connection.sessions().release();
            }
        }
    }

    private CommandResult over(SshConnection connection, Session session) {
        Streams io = null;
        try {
            Session.Command running = session.exec(line());
            io = new Streams(streams, running, command, id, log, stdout);
            io.await(left());
            running.join(TimeUnit.NANOSECONDS.toMillis(left()) + 1, TimeUnit.MILLISECONDS);
            return new CommandResult(exitCode(connection, running), "", io.stderr(), elapsed());
        } catch (TimeoutException e) {
            terminate(connection, Reason.CANCELLED);
            throw new CommandTimedOutException(node.node(), shown, command.timeout());
        } catch (InterruptedException e) {
            terminate(connection, Reason.CANCELLED);
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw failed(connection, e.getCause());
        } catch (IOException e) {
            throw failed(connection, e);
        } finally {
            if (io != null) {
                io.close();
            }
            close(session);
        }
    }

    private String line() {
        List<String> argv = new ArrayList<>(id.prefix(endpoint));
        argv.addAll(command.argv());
        return Command.of(argv.toArray(String[]::new)).quoted();
    }

    private int exitCode(SshConnection connection, Session.Command ended) throws IOException {
        Integer status = ended.getExitStatus();
        if (status != null) {
            return status;
        }
        if (ended.getExitSignal() != null) {
            return ExitSignals.exitCode(ended.getExitSignal());
        }
        throw new SSHException(
                connection.alive()
                        ? "it ended without an exit code"
                        : "the connection broke before its exit code came");
    }

    private RuntimeException failed(SshConnection connection, Throwable cause) {
        if (Interruption.isCauseOf(cause)) {
            var unused = Thread.interrupted(); // The library sets the flag, under which nothing more could be sent.
            terminate(connection, Reason.CANCELLED);
            return interrupted(cause);
        }
        if (left() <= 0) {
            terminate(connection, Reason.CANCELLED);
            return new CommandTimedOutException(node.node(), shown, command.timeout());
        }
        terminate(connection, cause instanceof SSHException ? Reason.DISCONNECTED : Reason.CANCELLED);
        if (cause instanceof Capture.Full) {
            return new OutputTooLargeException(node.node(), shown, CommandLimits.STDOUT_BYTES);
        }
        if (cause instanceof SSHException) {
            return new UnreachableException(
                    node.node(), "the connection was lost during " + shown + ": " + cause.getMessage(), cause);
        }
        if (cause instanceof RuntimeException unchecked) {
            return unchecked;
        }
        return new UncheckedIOException(
                node.node() + ": " + shown + ": " + cause.getMessage(),
                cause instanceof IOException io ? io : new IOException(cause));
    }

    private void terminate(SshConnection connection, Reason reason) {
        if (!connection.alive() || !Termination.of(id, reason, endpoint).on(connection)) {
            node.orphaned(id, reason);
        }
    }

    private CommandInterruptedException interrupted(Throwable cause) {
        Thread.currentThread().interrupt();
        return new CommandInterruptedException(node.node(), shown, cause);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private long left() {
        return Math.max(0, command.timeout().minus(elapsed()).toNanos());
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }

    private static void close(Session session) {
        try {
            session.close();
        } catch (IOException e) {
            // The command's end, or why it had none, is known already.
        }
    }
}
