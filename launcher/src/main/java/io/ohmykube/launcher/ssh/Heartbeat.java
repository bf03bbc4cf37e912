package io.ohmykube.launcher.ssh;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import net.schmizz.sshj.transport.TransportException;

/**
 * Notices machines that vanished. Two threads for all connections, where the library's own keep-alive takes one each:
 * one sends and may get stuck in a full socket buffer, the other one watches and frees it.
 */
final class Heartbeat implements AutoCloseable {
    private static final long SEND_SECONDS = 8;
    private static final long WATCH_SECONDS = 2;
    private static final long LONGEST_SILENCE = Duration.ofSeconds(20).toNanos();

    private final Supplier<Collection<SshConnection>> connections;
    private final ScheduledExecutorService sender;
    private final ScheduledExecutorService watcher;

    Heartbeat(Supplier<Collection<SshConnection>> connections) {
        this.connections = connections;
        sender = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "ssh-heartbeat"));
        watcher = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "ssh-watch"));
        var unused = sender.scheduleWithFixedDelay(this::send, SEND_SECONDS, SEND_SECONDS, TimeUnit.SECONDS);
        var unused2 = watcher.scheduleWithFixedDelay(this::watch, WATCH_SECONDS, WATCH_SECONDS, TimeUnit.SECONDS);
    }

    private void send() {
        for (SshConnection connection : connections.get()) {
            try {
                if (connection.alive()) {
                    connection.sendHeartbeat();
                }
            } catch (TransportException e) {
                connection.abandon("the connection broke: " + e.getMessage());
            }
        }
    }

    private void watch() {
        for (SshConnection connection : connections.get()) {
            if (connection.alive() && connection.silence() > LONGEST_SILENCE) {
                connection.abandon("no sign of life for "
                        + Duration.ofNanos(LONGEST_SILENCE).toSeconds() + " s");
            }
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        sender.shutdownNow();
        watcher.shutdownNow();
    }
}
