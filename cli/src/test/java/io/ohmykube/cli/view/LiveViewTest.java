package io.ohmykube.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.workers.contract.StepEvent.Kind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveViewTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final Terminal terminal = new Terminal(out, out, true, false, false);
    private WindowSize size = new WindowSize(80, 24);
    private final LiveView view = new LiveView(terminal, Clock.fixed(Events.START, ZoneOffset.UTC), () -> size);

    @Test
    void everyFrameIsDrawnOverTheOneBefore() {
        begin();
        view.tick();
        bytes.reset();
        view.tick();
        assertThat(text()).startsWith("\r\u001b[3A\u001b[J");
        view.close();
    }

    @Test
    void aFailureThatIsRepairedScrollsByAboveThePicture() {
        begin();
        view.on(Events.event(Kind.REPAIRING, "Create machine", "w1", 1, 5L, "never booted"));
        view.tick();
        assertThat(text()).contains("warning: Create machine on w1 failed, will be repaired: never booted\n");
        view.close();
    }

    @Test
    void aWindowMadeNarrowerIsErasedAsFarAsItsLinesReachNow() {
        begin();
        view.on(Events.event(Kind.STARTED, "Install packages", "w1", 1, null, null));
        view.on(Events.event(Kind.PROGRESS, "Install packages", "w1", 1, null, "x".repeat(60)));
        view.tick();
        size = new WindowSize(40, 24);
        for (int frame = 1; frame <= 10; frame++) {
            bytes.reset();
            view.tick();
        }
        // Heading and the row of cp take one line each, the row of w1 two at this width.
        assertThat(text()).startsWith("\r\u001b[4A");
        view.close();
    }

    @Test
    void theCursorIsShownAgainAtTheEnd() {
        begin();
        view.end(new Result(
                "up",
                "dev",
                Result.Outcome.DONE,
                Duration.ofSeconds(3),
                "Cluster dev is ready.",
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of()));
        assertThat(text()).contains("\u001b[?25l").contains("\u001b[?25h");
        assertThat(text().strip()).endsWith("Cluster dev is ready.");
    }

    @Test
    void aPersonWhoIsAskedHasTheTerminalMeanwhile() {
        begin();
        view.on(Events.event(Kind.ASKED, "Approve the removal", null));

        String answer = view.aside(() -> {
            view.tick();
            return text();
        });

        assertThat(answer).contains("Approve the removal: waits for an answer").endsWith("\u001b[?25h");
        int before = text().length();
        view.tick();
        assertThat(text().substring(before)).contains("Creating cluster dev").doesNotContain("\u001b[J");
        view.close();
    }

    private void begin() {
        view.begin(new Heading("up", "dev", "Creating cluster dev", List.of("cp", "w1")), false);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
