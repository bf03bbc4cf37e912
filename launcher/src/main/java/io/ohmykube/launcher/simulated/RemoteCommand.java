package io.ohmykube.launcher.simulated;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.Signal;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** One exec request to a simulated machine, run on a thread of its own. A signal or a closed channel cancels it. */
final class RemoteCommand implements Command {
    private static final int CANCELLED = 130;

    private final Work work;
    private final Executor executor;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private @Nullable OutputStream err;
    private @Nullable ExitCallback exit;
    private @Nullable Thread running;
    private boolean destroyed;
    private boolean onItsOwn;

    RemoteCommand(Work work, Executor executor) {
        this.work = work;
        this.executor = executor;
    }

    /** What the request asks for. */
    interface Work {
        Ended run(InputStream in, OutputStream out, OutputStream err, Runnable breakOff)
                throws IOException, InterruptedException;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        environment.addSignalListener(
                (on, signal) -> cancel(), Signal.HUP, Signal.INT, Signal.QUIT, Signal.KILL, Signal.TERM);
        executor.execute(() -> run(channel));
    }

    @Override
    public void destroy(ChannelSession channel) {
        cancel();
    }

    private synchronized void cancel() {
        destroyed = true;
        if (running != null && !onItsOwn) {
            running.interrupt();
        }
    }

    /** Closes the connection, which does not end the command then. */
    private void breakOff(ChannelSession channel) {
        synchronized (this) {
            onItsOwn = true;
        }
        channel.getSession().close(true);
    }

    private synchronized boolean begin() {
        running = destroyed ? null : Thread.currentThread();
        return running != null;
    }

    /** After this no interrupt can reach the thread, which then serves other commands. */
    private synchronized void end() {
        running = null;
        boolean interrupted = Thread.interrupted();
        destroyed |= interrupted;
    }

    private void run(ChannelSession channel) {
        if (!begin()) {
            return;
        }
        InputStream stdin = Objects.requireNonNull(in);
        OutputStream stdout = Objects.requireNonNull(out);
        OutputStream stderr = Objects.requireNonNull(err);
        Ended ended;
        try {
            ended = work.run(stdin, stdout, stderr, () -> breakOff(channel));
        } catch (InterruptedException e) {
            ended = Ended.with(CANCELLED);
        } catch (IOException | RuntimeException e) {
            ended = Ended.with(report(stderr, e));
        } finally {
            end();
        }
        if (ended.dropped()) {
            channel.getSession().close(true);
            return;
        }
        try {
            stdout.flush();
            stderr.flush();
        } catch (IOException e) {
            // The client has gone; there is nobody to tell.
            return;
        }
        Objects.requireNonNull(exit).onExit(ended.exitCode());
    }

    private static int report(OutputStream stderr, Exception failure) {
        try {
            stderr.write(("simulated: internal error: " + failure + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return 70;
    }
}
