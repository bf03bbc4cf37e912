package io.ohmykube.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    private static final int LARGEST = 100;

    @TempDir
    Path directory;

    @Test
    void aFullFileIsPutAsideAndTheOldestIsForgotten() throws IOException {
        try (Log log = new Log(directory.resolve("logs/our.log"))) {
            IntStream.range(0, 50).forEach(log::say);
        }

        try (Stream<Path> files = Files.list(directory.resolve("logs"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("our.log", "our.log.1", "our.log.2");
        }
        List<String> kept = new ArrayList<>();
        for (String name : List.of("our.log.2", "our.log.1", "our.log")) {
            Path file = directory.resolve("logs").resolve(name);
            assertThat(file).content().hasSizeLessThanOrEqualTo(LARGEST);
            kept.addAll(Files.readAllLines(file));
        }
        assertThat(kept)
                .hasSizeGreaterThan(20)
                .isEqualTo(IntStream.range(50 - kept.size(), 50)
                        .mapToObj(Log::line)
                        .toList());
    }

    @Test
    void goesOnBehindWhatIsThere() throws IOException {
        Path file = directory.resolve("our.log");
        for (int n = 0; n < 3; n++) {
            try (Log log = new Log(file)) {
                log.say(n);
            }
        }

        assertThat(Files.readAllLines(file)).containsExactly(Log.line(0), Log.line(1), Log.line(2));
    }

    @Test
    void severalProgramsWriteToTheSameFileAndFollowWhenOneOfThemPutsItAside() throws IOException {
        Path file = directory.resolve("our.log");
        try (Log one = new Log(file);
                Log other = new Log(file)) {
            IntStream.range(0, 12).forEach(n -> (n % 2 == 0 ? one : other).say(n));
        }

        List<String> all = new ArrayList<>(Files.readAllLines(file.resolveSibling("our.log.1")));
        all.addAll(Files.readAllLines(file));
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 12).mapToObj(Log::line).toList());
    }

    /** A log with short lines. */
    private static final class Log implements AutoCloseable {
        private final LogFile file;

        Log(Path path) throws IOException {
            file = LogFile.open(path, LARGEST, 2);
            file.setFormatter(new Formatter() {
                @Override
                public String format(LogRecord logged) {
                    return logged.getMessage() + "\n";
                }
            });
        }

        static String line(int n) {
            return "line %03d".formatted(n);
        }

        void say(int n) {
            file.publish(new LogRecord(Level.INFO, line(n)));
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
