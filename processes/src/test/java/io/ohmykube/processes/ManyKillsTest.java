package io.ohmykube.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ohmykube.config.ClusterFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One run whose process is killed again and again. So many kills as {@code -Dohmykube.kills} says; {@code
 * -Dohmykube.seed} repeats a test.
 */
class ManyKillsTest {
    private static final int KILLS = Integer.getInteger("ohmykube.kills", 10);
    private static final long SEED = Long.getLong("ohmykube.seed", System.nanoTime());
    private static final int NODES_PER_KILL = 2;
    private static final int STEPS_PER_NODE = 5;
    private static final int LAST_STEPS = 2;

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);

    @Test
    void aRunThatIsKilledAgainAndAgainRepeatsOnlyWhatWasInFlightAndComesToItsEnd() throws Exception {
        System.out.println("ManyKillsTest: " + KILLS + " kills, -Dohmykube.seed=" + SEED);
        ClusterFiles files = new ClusterFiles(directory.resolve("dev"));
        int nodes = KILLS * NODES_PER_KILL;
        for (int i = 0; i < KILLS; i++) {
            killSomewhere(files, nodes);
        }
        Process last = child(files, nodes);
        assertThat(last.waitFor()).as(log()).isZero();

        List<List<String>> sessions = sessions(files);
        Map<String, Integer> begun = new HashMap<>();
        Map<String, Integer> inFlight = new HashMap<>();
        for (List<String> session : sessions) {
            session.forEach(step -> begun.merge(step, 1, Integer::sum));
            if (!session.isEmpty()) {
                inFlight.merge(session.get(session.size() - 1), 1, Integer::sum);
            }
        }
        begun.forEach(
                (step, times) -> assertThat(times - 1).as(step).isLessThanOrEqualTo(inFlight.getOrDefault(step, 0)));
        assertThat(begun).hasSize(nodes * STEPS_PER_NODE + LAST_STEPS + 1).containsEntry("COMPLETED", 1);
        assertThat(Progress.read(files).map(Progress::state)).contains(Outcome.State.COMPLETED);
        assertThat(files.directory().toFile().list()).noneMatch(name -> name.contains("broken"));
    }

    /** Sometimes while the engine is opened, mostly while steps run. */
    private void killSomewhere(ClusterFiles files, int nodes) throws Exception {
        long enough = size(files) + random.nextInt(300);
        boolean early = random.nextInt(5) == 0;
        long latest = System.nanoTime()
                + Duration.ofMillis(early ? random.nextInt(600) : 60_000).toNanos();
        Process victim = child(files, nodes);
        try {
            await().atMost(Duration.ofSeconds(90))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> size(files) > enough || System.nanoTime() > latest || !victim.isAlive());
            assertThat(victim.isAlive()).as(log()).isTrue();
        } finally {
            victim.destroyForcibly().waitFor();
        }
    }

    private Process child(ClusterFiles files, int nodes) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        QuickRun.class.getName(),
                        files.directory().toString(),
                        Integer.toString(nodes))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("child.log").toFile())
                .start();
    }

    /** The steps that each process began, in their order; a line that was cut off never began. */
    private static List<List<String>> sessions(ClusterFiles files) throws IOException {
        List<List<String>> sessions = new ArrayList<>();
        for (String line : Files.readAllLines(files.directory().resolve(QuickRun.BEGUN))) {
            if (line.equals(QuickRun.SESSION)) {
                sessions.add(new ArrayList<>());
            } else {
                sessions.get(sessions.size() - 1).add(line);
            }
        }
        return sessions;
    }

    private static long size(ClusterFiles files) throws IOException {
        Path begun = files.directory().resolve(QuickRun.BEGUN);
        return Files.exists(begun) ? Files.size(begun) : 0;
    }

    private String log() throws IOException {
        try (var lines = Files.lines(directory.resolve("child.log"))) {
            return "seed " + SEED + "\n" + lines.collect(Collectors.joining("\n"));
        }
    }
}
