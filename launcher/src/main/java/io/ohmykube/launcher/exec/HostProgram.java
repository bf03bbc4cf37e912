package io.ohmykube.launcher.exec;

import io.ohmykube.launcher.LauncherException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program on the host and how to call it: always with an argument list, never through a shell.
 *
 * @param argv the program and the arguments every call begins with
 * @param environment variables set for it besides our own
 * @param timeout after which it is ended, with all it started
 */
public record HostProgram(List<String> argv, Map<String, String> environment, Duration timeout) {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(2);

    public HostProgram {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    public static HostProgram of(String... argv) {
        return new HostProgram(List.of(argv), Map.of(), DEFAULT_TIMEOUT);
    }

    public HostProgram withTimeout(Duration changed) {
        return new HostProgram(argv, environment, changed);
    }

    public HostProgram withEnvironment(Map<String, String> changed) {
        return new HostProgram(argv, changed, timeout);
    }

    /** Runs to the end. Any exit code is a result; not starting or not ending in time is a {@link LauncherException}. */
    public HostResult run(String... arguments) {
        return runReading(null, arguments);
    }

    /** As {@link #run}, the program reading this text. */
    public HostResult runReading(@Nullable String stdin, String... arguments) {
        List<String> line = new ArrayList<>(argv);
        line.addAll(List.of(arguments));
        Process process = start(line);
        try (Reading stdout = new Reading(process.getInputStream());
                Reading stderr = new Reading(process.getErrorStream())) {
            write(process, stdin);
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LauncherException(
                        "no end after " + timeout.toSeconds() + " s: " + shown(line) + withText(stderr.soFar()));
            }
            return new HostResult(process.exitValue(), stdout.toEnd(), stderr.toEnd());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("interrupted: " + shown(line), e);
        } finally {
            end(process);
        }
    }

    /** As {@link #run}, an exit code other than 0 being a {@link LauncherException} with the program's words. */
    public String require(String... arguments) {
        HostResult result = run(arguments);
        if (!result.succeeded()) {
            throw failure(result, arguments);
        }
        return result.stdout();
    }

    /** What to throw when that result is a failure: the command that failed and what it said. */
    public LauncherException failure(HostResult result, String... arguments) {
        List<String> line = new ArrayList<>(argv);
        line.addAll(List.of(arguments));
        String said = result.stderr().isBlank() ? result.stdout() : result.stderr();
        return new LauncherException("exit code " + result.exitCode() + " of: " + shown(line) + withText(said));
    }

    private Process start(List<String> line) {
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new LauncherException("cannot start " + line.get(0) + ": " + e.getMessage(), e);
        }
    }

    private static void write(Process process, @Nullable String stdin) {
        try (OutputStream to = process.getOutputStream()) {
            if (stdin != null) {
                to.write(stdin.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // It ended without reading all; its exit code says whether that matters.
        }
    }

    private static void end(Process process) {
        if (process.isAlive()) {
            List<ProcessHandle> children = process.descendants().toList();
            children.forEach(ProcessHandle::destroy);
            process.destroy();
            if (!endsWithin(process, GRACE)) {
                children.forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    private static boolean endsWithin(Process process, Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String shown(List<String> line) {
        return String.join(" ", line);
    }

    private static String withText(String said) {
        return said.isBlank() ? "" : "\n" + said.strip();
    }

    /** Collects one stream on a thread of its own. */
    private static final class Reading implements AutoCloseable {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final InputStream from;
        private final Thread thread;

        Reading(InputStream from) {
            this.from = from;
            this.thread = new Thread(this::drain, "host-program");
            thread.setDaemon(true);
            thread.start();
        }

        private void drain() {
            byte[] buffer = new byte[8192];
            try {
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                    synchronized (bytes) {
                        bytes.write(buffer, 0, n);
                    }
                }
            } catch (IOException e) {
                // The stream was closed because the program was ended.
            }
        }

        String soFar() {
            synchronized (bytes) {
                return bytes.toString(StandardCharsets.UTF_8);
            }
        }

        /** All of it. What the program left running may hold the stream open, and is waited for a moment only. */
        String toEnd() throws InterruptedException {
            thread.join(GRACE.toMillis());
            return soFar();
        }

        @Override
        public void close() {
            try {
                from.close();
            } catch (IOException e) {
                // Nothing more is wanted from it.
            }
        }
    }
}
