package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own, so that it can be sent signals. Closing it ends it, if it has not ended. */
final class RealProgram implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_END = Duration.ofSeconds(30);

    private final Path directory;
    private final Process process;
    private long signalled;

    private RealProgram(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** How it ended, and how long after the last signal. */
    record End(int exitCode, Duration after, String lastError) {}

    /**
     * @param directory the home directory of its user
     * @param more further environment variables
     */
    static RealProgram start(Path directory, Map<String, String> more, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                // Tests may have been started in the background, where a shell has SIGINT ignored.
                "/usr/bin/env",
                "--default-signal=INT,TERM,HUP",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment()
                .putAll(Map.of(
                        "HOME", directory.toString(),
                        "OHMYKUBE_HOME", directory.resolve("home").toString(),
                        "KUBECONFIG", directory.resolve("kubeconfig").toString()));
        builder.environment().putAll(more);
        builder.redirectOutput(directory.resolve("out").toFile());
        builder.redirectError(directory.resolve("err").toFile());
        return new RealProgram(directory, builder.start());
    }

    /** Waits until that text stands in that file; the test fails if the program ends before. */
    void awaitText(Path file, String text) {
        awaitText(() -> Files.exists(file) ? Files.readString(file) : "", text);
    }

    /** Waits until it has said that; the test fails if the program ends before. */
    void awaitSaid(String text) {
        awaitText(this::said, text);
    }

    private void awaitText(Callable<String> source, String text) {
        await().atMost(LONGEST_START).pollInterval(Duration.ofMillis(20)).until(() -> {
            assertThat(process.isAlive()).as(said()).isTrue();
            return source.call().contains(text);
        });
    }

    Path cluster() {
        return directory.resolve("home/clusters/ohmykube");
    }

    String out() throws IOException {
        return Files.readString(directory.resolve("out"));
    }

    private String said() throws IOException {
        return out() + Files.readString(directory.resolve("err"));
    }

    /** @param signal its name, such as {@code INT} */
    void signal(String signal) throws IOException, InterruptedException {
        signalled = System.nanoTime();
        int exitCode = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(exitCode).isZero();
    }

    End end() throws IOException, InterruptedException {
        boolean ended = process.waitFor(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
        Duration after = Duration.ofNanos(System.nanoTime() - signalled);
        assertThat(ended).as(said()).isTrue();
        List<String> errors = Files.readString(directory.resolve("err")).lines().toList();
        return new End(process.exitValue(), after, errors.isEmpty() ? "" : errors.get(errors.size() - 1));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
