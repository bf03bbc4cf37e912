package io.ohmykube.cache.source;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs programs of this host, by argument lists: no shell reads them. Their own message is the first cause of failures. */
public final class Programs {
    private static final int MESSAGE_LIMIT = 4096;
    private static final long PATIENCE_SECONDS = 5;

    private final Map<String, String> environment;

    /** @param environment of the programs, over that of this process; its PATH says where they are */
    public Programs(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** What a program that ended printed; both without white space around. */
    public record Output(int exitCode, String out, String err) {
        public boolean ok() {
            return exitCode == 0;
        }

        /** What the program calls its error, else what it said last; warnings come before, hints after. */
        public String message() {
            List<String> lines = err.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            return lines.stream()
                    .filter(line -> line.regionMatches(true, 0, "error", 0, "error".length()))
                    .reduce((before, line) -> line)
                    .orElse(lines.isEmpty() ? "it ended with exit code " + exitCode : lines.get(lines.size() - 1));
        }
    }

    /** Where the program is, if it is installed. */
    public Optional<Path> find(String name) {
        for (String directory : environment.getOrDefault("PATH", "").split(":", -1)) {
            Path file = Path.of(directory).resolve(name);
            if (!directory.isEmpty() && Files.isRegularFile(file) && Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** Runs a program to its end, whatever that is. What it prints is kept in memory. */
    public Output run(List<String> command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Output end = end(command, in -> {
            try {
                in.transferTo(out);
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        });
        return new Output(end.exitCode(), out.toString(StandardCharsets.UTF_8).strip(), end.err());
    }

    /**
     * Has what a program prints read while it is printed.
     *
     * @throws CacheException of kind UNAVAILABLE with the program's own message if it fails, else what {@code reader}
     *     throws
     */
    public <T> T read(List<String> command, Function<InputStream, T> reader) {
        List<T> results = new ArrayList<>();
        Output end = end(command, in -> results.add(reader.apply(in)));
        if (!end.ok()) {
            throw new CacheException(
                    Kind.UNAVAILABLE, Path.of(command.get(0)).getFileName() + ": " + end.message(), null);
        }
        return results.get(0);
    }

    /** A failure of the reader counts only where the program itself did not fail: that made it fail then. */
    private Output end(List<String> command, Consumer<InputStream> reader) {
        Process process = start(command);
        CompletableFuture<String> message = CompletableFuture.supplyAsync(() -> tail(process.getErrorStream()));
        @Nullable RuntimeException unread = null;
        try (InputStream out = process.getInputStream()) {
            reader.accept(out);
        } catch (IOException closing) {
            unread = new UncheckedIOException(closing);
        } catch (RuntimeException failure) {
            unread = failure;
        }
        try {
            boolean ended = process.waitFor(unread == null ? Long.MAX_VALUE : PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (unread != null && (!ended || process.exitValue() == 0 || killedByPipe(process.exitValue()))) {
                throw unread;
            }
            return new Output(process.exitValue(), "", message.join().strip());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CacheException(
                    Kind.UNAVAILABLE, "interrupted while " + command.get(0) + " was running", interrupted);
        } finally {
            process.destroy();
        }
    }

    private static boolean killedByPipe(int exitCode) {
        return exitCode == 128 + 13;
    }

    private Process start(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        try {
            return builder.start();
        } catch (IOException cause) {
            throw new CacheException(Kind.UNAVAILABLE, "cannot start " + command.get(0) + ": " + cause, cause);
        }
    }

    /** The end of what is printed, since that is where programs say why they give up. */
    private static String tail(InputStream in) {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[1024];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                text.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
                text.delete(0, Math.max(0, text.length() - MESSAGE_LIMIT));
            }
        } catch (IOException ended) {
            return text.toString();
        }
        return text.toString();
    }
}
