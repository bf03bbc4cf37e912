package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk with the clusters' files runs full in the middle. Needs the right to mount a small one; left out without. */
@Timeout(180)
class FullDiskTest {
    @TempDir
    Path directory;

    private Path home;
    private Path filler;

    @BeforeEach
    void mount() throws Exception {
        home = Files.createDirectory(directory.resolve("home"));
        filler = home.resolve("filler");
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=6m,mode=0700", "tmpfs", home.toString()))
                .as("mounting a small disk")
                .isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", home.toString());
    }

    @Test
    void aRunWhoseDiskIsFullEndsSaysSoAndGoesOnOnceThereIsRoom() throws Exception {
        Files.writeString(scenario(), "rules:\n- command: kubeadm init\n  latency: 3s\n");
        Process up = start("up", "--launcher", "simulated", "--workers", "1", "--lb", "none", "--csi", "none");
        Path events = home.resolve("clusters/ohmykube/events.jsonl");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !up.isAlive()
                        || (Files.exists(events) && Files.readString(events).contains("Task_InitControlPlane")));
        fill();

        assertThat(up.waitFor()).as(output()).isEqualTo(ExitCode.FAILED);
        assertThat(output()).contains("is full", home.toString(), "resume").doesNotContain("\tat ");

        assertThat(start("status").waitFor()).isEqualTo(ExitCode.DONE);
        assertThat(start("resume").waitFor()).isEqualTo(ExitCode.FAILED);
        assertThat(output()).hasLineCount(1).contains("is full", home.toString(), "resume");

        Files.delete(filler);
        assertThat(start("resume").waitFor()).as(output()).isEqualTo(ExitCode.DONE);
        assertThat(output()).doesNotContain("damaged", "Create machine");
        assertThat(start("status").waitFor()).isEqualTo(ExitCode.DONE);
        assertThat(output()).contains("phase       Ready");
    }

    /** In a process of its own: what a library keeps in memory of a file that failed must not matter. */
    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile());
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("OHMYKUBE_HOME", home.toString());
        builder.environment().put("KUBECONFIG", directory.resolve("kubeconfig").toString());
        builder.environment().put("OHMYKUBE_SIMULATION", scenario().toString());
        return builder.start();
    }

    private Path scenario() {
        return directory.resolve("scenario.yaml");
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("output"));
    }

    private void fill() throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
