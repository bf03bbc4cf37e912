package io.ohmykube.launcher.ssh;

import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.connection.channel.direct.Session;
import org.jspecify.annotations.Nullable;

/** The three streams of a running command, each moved by a thread of its own, so that none can block another. */
final class Streams implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;

    private final ExecutorService threads;
    private final Tail stderr = new Tail(CommandLimits.STDERR_BYTES);
    private final CompletableFuture<Object> end = new CompletableFuture<>();
    private final @Nullable Future<?> feeding;

    Streams(
            ExecutorService threads,
            Session.Command running,
            Command command,
            CommandId id,
            CommandLog log,
            OutputStream stdout)
            throws IOException {
        this.threads = threads;
        OutputStream outLog = command.secret() ? OutputStream.nullOutputStream() : new LineLogger(log, id, '|');
        OutputStream errLog = command.secret() ? OutputStream.nullOutputStream() : new LineLogger(log, id, '!');
        CompletableFuture<Void> out = drain(running.getInputStream(), stdout, outLog);
        CompletableFuture<Void> err = drain(running.getErrorStream(), stderr, errLog);
        var unused = CompletableFuture.allOf(out, err).thenAccept(end::complete);
        if (command.stdin() == null) {
            running.getOutputStream().close();
            feeding = null;
        } else {
            feeding = feed(command.stdin(), running);
        }
    }

    /** Waits until both outputs ended; throws what went wrong on any of the three streams. */
    void await(long nanos) throws InterruptedException, ExecutionException, TimeoutException {
        end.get(nanos, TimeUnit.NANOSECONDS);
    }

    /** The end of standard error. To be read once both outputs ended. */
    String stderr() {
        return stderr.toString();
    }

    private CompletableFuture<Void> drain(InputStream from, OutputStream to, OutputStream log) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                byte[] buffer = new byte[BUFFER];
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                    log.write(buffer, 0, n);
                    to.write(buffer, 0, n);
                }
                log.close();
                done.complete(null);
            } catch (Throwable e) {
                end.completeExceptionally(e);
            }
        });
        return done;
    }

    private Future<?> feed(Content content, Session.Command running) {
        return threads.submit(() -> {
            Stdin stdin = new Stdin(running);
            try {
                content.writeTo(stdin);
                stdin.end();
            } catch (Throwable e) {
                // A program may end without reading all; a lost connection shows on the outputs.
                if (!stdin.broken()) {
                    end.completeExceptionally(e);
                }
            }
        });
    }

    @Override
    public void close() {
        if (feeding != null) {
            feeding.cancel(true);
        }
    }
}
