package io.ohmykube.workers.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script itself, in a real shell, with a kubeadm that waits to be told how to end. */
@Timeout(60)
class RunKubeadmTest {
    @TempDir
    Path directory;

    private Path config;
    private String mark;

    @BeforeEach
    void makeAMachine() throws IOException {
        mark = "OHMYKUBE_COMMAND=" + directory.getFileName() + ".";
        Files.createDirectories(directory.resolve("log"));
        config = Files.writeString(directory.resolve("init.yaml"), "token: secret");
        Path kubeadm = Files.createDirectories(directory.resolve("bin")).resolve("kubeadm");
        Files.writeString(
                kubeadm,
                """
                #!/bin/sh
                echo "$@" > %1$s/started
                while [ ! -e %1$s/finish ]; do sleep 0.05; done
                echo initialised
                exit "$(cat %1$s/finish)"
                """
                        .formatted(directory));
        Files.setPosixFilePermissions(kubeadm, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void letKubeadmEnd() throws IOException {
        finish(0);
    }

    @Test
    void tellsHowKubeadmEnded() throws Exception {
        finish(0);
        Process run = run();
        assertThat(printed(run)).isEqualTo("initialised\n");
        assertThat(run.waitFor()).isZero();
        assertThat(state()).isEqualTo("run init done\n");
        assertThat(config).doesNotExist();
        assertThat(directory.resolve("started")).content().contains("init --config " + config, "--skip-token-print");
    }

    @Test
    void keepsAFailureApartFromACancellation() throws Exception {
        finish(3);
        assertThat(run().waitFor()).isEqualTo(1);
        assertThat(state()).isEqualTo("run init failed\n");
    }

    @Test
    void stopsKubeadmWhenItIsToldToStop() throws Exception {
        Process run = run();
        awaitStart();

        long began = System.nanoTime();
        signal("TERM");
        assertThat(run.waitFor(10, TimeUnit.SECONDS)).isTrue();

        assertThat(state()).isEqualTo("run init cancelled\n");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(kubeadms()).isEmpty();
        assertThat(config).doesNotExist();
    }

    @Test
    void letsKubeadmGoOnWhenItsConnectionIsLost() throws Exception {
        Process run = run();
        awaitStart();

        signal("HUP");
        assertThat(run.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(kubeadms()).as("kubeadm goes on").isNotEmpty();
        Process second = run();
        assertThat(second.waitFor()).as("no second kubeadm beside it").isEqualTo(1);

        finish(0);
        assertThat(state()).isEqualTo("run init done\n");
    }

    @Test
    void letsKubeadmGoOnWhenItsCallerIsKilled() throws Exception {
        Process run = run();
        awaitStart();

        signal("KILL");
        run.waitFor();
        finish(0);

        assertThat(state()).isEqualTo("run init done\n");
    }

    private void finish(int exitCode) throws IOException {
        Path text = Files.writeString(directory.resolve("finish.part"), Integer.toString(exitCode));
        Files.move(text, directory.resolve("finish"), StandardCopyOption.REPLACE_EXISTING);
    }

    private void awaitStart() {
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(directory.resolve("started")));
    }

    private Process run() throws IOException {
        return script("run-kubeadm", "init", config.toString(), "NumCPU");
    }

    /** Waits for the end of a kubeadm that runs. */
    private String state() throws Exception {
        Process script = script("kubeadm-state", "20");
        String printed = printed(script);
        assertThat(script.waitFor()).isZero();
        return printed.lines()
                .filter(line -> line.startsWith("run "))
                .map(line -> line + "\n")
                .findFirst()
                .orElse("");
    }

    private Process script(String name, String... arguments) throws IOException {
        String text = new Script(name)
                .text()
                .replace("/var/lib/ohmykube", directory.resolve("lib").toString())
                .replace("/var/log", directory.resolve("log").toString());
        List<String> argv = new ArrayList<>(List.of("env", mark, "sh", "-eu", "-s", "--"));
        argv.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(argv)
                .redirectError(directory.resolve("errors").toFile());
        builder.environment().merge("PATH", directory.resolve("bin") + ":", (path, first) -> first + path);
        Process process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return process;
    }

    private static String printed(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Sends a signal to the processes that bear the command's mark, as is done over SSH. */
    private void signal(String signal) throws Exception {
        List<String> argv = new ArrayList<>(List.of("kill", "-s", signal));
        processes("environ", mark).forEach(argv::add);
        assertThat(argv).as("processes with the mark").hasSizeGreaterThan(3);
        new ProcessBuilder(argv).start().waitFor();
    }

    private List<String> kubeadms() throws IOException {
        return processes("cmdline", directory.resolve("bin/kubeadm").toString()).toList();
    }

    private static Stream<String> processes(String file, String text) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> read(process.resolve(file)).contains(text))
                    .map(process -> process.getFileName().toString())
                    .toList()
                    .stream();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // It has just ended.
        }
    }
}
