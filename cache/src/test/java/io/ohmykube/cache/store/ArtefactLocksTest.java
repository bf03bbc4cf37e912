package io.ohmykube.cache.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ArtefactLocksTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 60;

    @TempDir
    private Path directory;

    /** The system sees processes, not threads: each has one of the files and waits for another that the other has. */
    @Test
    @Timeout(60)
    void processesWhoseThreadsWaitForEachOthersLocksAreNotTakenForDeadlocked() throws Exception {
        Process one = OtherProcess.start(directory);
        Process two = OtherProcess.start(directory);

        assertThat(one.waitFor(50, TimeUnit.SECONDS)).isTrue();
        assertThat(two.waitFor(50, TimeUnit.SECONDS)).isTrue();
        assertThat(List.of(one.exitValue(), two.exitValue())).containsOnly(0);
    }

    /** Takes a few locks in turn, many times. */
    static final class OtherProcess {
        private OtherProcess() {}

        static Process start(Path directory) throws IOException {
            String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            classPath,
                            OtherProcess.class.getName(),
                            directory.toString())
                    .inheritIO()
                    .start();
        }

        public static void main(String[] arguments) {
            ArtefactLocks locks = new ArtefactLocks(Path.of(arguments[0]));
            Parallel.map(IntStream.range(0, THREADS).boxed().toList(), THREADS, thread -> {
                for (int round = 0; round < ROUNDS; round++) {
                    locks.holding("lock-" + (thread + round) % THREADS, () -> Sha256.of(new byte[100_000]));
                }
                return true;
            });
        }
    }
}
