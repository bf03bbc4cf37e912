package io.ohmykube.cli.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads the command log of the simulated machines as it is written, and finds out which step gave each command: the one
 * whose thread is in the launcher's code at that moment. Kills in the middle of the command that is wanted.
 */
final class CommandWatch implements Runnable {
    private static final long PERIOD_NANOS = 500_000;
    private static final String LAUNCHER = "io.ohmykube.launcher.";

    private final Orders orders;
    private final Killer killer;
    private final Map<Thread, Watched> steps = new ConcurrentHashMap<>();
    private final ObjectMapper json = new ObjectMapper();
    private final Deque<Aimed> aimed = new ArrayDeque<>();
    private long position;

    CommandWatch(Orders orders, Killer killer) {
        this.orders = orders;
        this.killer = killer;
        this.position = size(orders.commandLog());
    }

    /** A step that runs, and the kill that is wanted in it. */
    private record Watched(StepKey key, @Nullable Kill kill, long began, AtomicInteger commands) {}

    /** A kill whose command has begun. */
    private record Aimed(Kill kill, long when) {}

    void begin(StepKey key, @Nullable Kill kill) {
        steps.put(Thread.currentThread(), new Watched(key, kill, System.nanoTime(), new AtomicInteger()));
    }

    void end() {
        steps.remove(Thread.currentThread());
    }

    @Override
    public void run() {
        while (true) {
            try {
                look();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            LockSupport.parkNanos(PERIOD_NANOS);
        }
    }

    private void look() throws IOException {
        if (size(orders.commandLog()) > position) {
            readLines();
        }
        long now = System.nanoTime();
        for (Watched step : steps.values()) {
            Kill kill = step.kill();
            if (kill != null && kill.command() == 0 && now - step.began() >= nanos(kill.millis())) {
                kill(kill);
            }
        }
        while (!aimed.isEmpty() && now >= aimed.peek().when()) {
            kill(aimed.remove().kill());
        }
    }

    private void readLines() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(orders.commandLog().toFile(), "r")) {
            byte[] bytes = new byte[Math.toIntExact(file.length() - position)];
            file.seek(position);
            file.readFully(bytes);
            int end = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf('\n') + 1;
            position += end;
            for (String line : new String(bytes, 0, end, StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isEmpty()) {
                    heard(json.readTree(line));
                }
            }
        }
    }

    private void heard(JsonNode line) {
        if (!line.path("event").asText().equals("started")) {
            return;
        }
        String command = line.path("command").asText();
        steps.forEach((thread, step) -> {
            if (concerns(step.key(), line.path("node").asText()) && isInLauncher(thread)) {
                int number = step.commands().incrementAndGet();
                orders.seen(step.key(), command);
                Kill kill = step.kill();
                if (kill != null && kill.command() > 0 && (number >= kill.command() || isTheOne(kill, command))) {
                    aimed.add(new Aimed(kill, System.nanoTime() + nanos(kill.millis())));
                }
            }
        });
    }

    /** Commands that a step gives once; others are told apart by their number. */
    private static boolean isTheOne(Kill kill, String command) {
        return kill.name().equals(command) && (command.startsWith("kubeadm ") || command.startsWith("launcher "));
    }

    private void kill(Kill kill) {
        synchronized (orders) {
            orders.done(kill);
            killer.kill();
        }
    }

    /** Steps of a node work on it and on the control plane, others on the control plane and elsewhere. */
    private static boolean concerns(StepKey key, String node) {
        return !key.subject().contains("worker") || node.equals(key.subject()) || node.contains("control-plane");
    }

    private static boolean isInLauncher(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith(LAUNCHER));
    }

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
