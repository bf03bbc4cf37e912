package io.ohmykube.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.cli.view.PlainView;
import io.ohmykube.cli.view.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StoppingTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(written, true, StandardCharsets.UTF_8);
    private final Terminal terminal = new Terminal(stream, stream, false, false, false);
    private final AtomicInteger interrupted = new AtomicInteger();
    private final Stopping stopping = new Stopping(
            now -> {},
            new PlainView(terminal, PlainView.Volume.NORMAL, ZoneOffset.UTC),
            terminal,
            "go on with: ohmykube resume");

    @Test
    void whatRunsIsInterruptedAndThatIsSaid() {
        stopping.runs(interrupted::incrementAndGet);

        stopping.stop();

        assertThat(interrupted).hasValue(1);
        assertThat(stopping.asked()).isTrue();
        assertThat(text()).contains("interrupted; waiting for what runs to stop");
    }

    /** Each signal has a thread of its own, and the second one's may be the quicker. */
    @Test
    void nothingIsSaidAfterTheLastWords() {
        stopping.runs(interrupted::incrementAndGet);

        stopping.abandon();
        stopping.stop();

        assertThat(interrupted).hasValue(1);
        assertThat(text().strip()).isEqualTo("go on with: ohmykube resume");
    }

    @Test
    void nothingIsBegunAfterItWasAskedToStop() {
        AtomicInteger begun = new AtomicInteger();
        stopping.runs(interrupted::incrementAndGet);
        assertThat(stopping.unlessAsked(begun::incrementAndGet)).contains(1);

        stopping.stop();

        assertThat(stopping.unlessAsked(begun::incrementAndGet)).isEmpty();
        assertThat(begun).hasValue(1);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
