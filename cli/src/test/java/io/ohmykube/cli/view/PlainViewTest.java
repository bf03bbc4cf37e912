package io.ohmykube.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.workers.contract.FailureText;
import io.ohmykube.workers.contract.StepEvent.Kind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainViewTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aLineSaysWhenWhereWhatAndHowItEnded() {
        PlainView view = begin(PlainView.Volume.NORMAL);
        view.on(Events.event(Kind.RETRYING, "Join node", "w1", 2, 1250L, "connection refused\nmore"));
        view.on(Events.done("Verify cluster", null, 65_000));
        assertThat(lines(out))
                .containsExactly(
                        "Creating cluster dev",
                        "03:04:05  w1  Join node  failed, will be tried again (1.3s), attempt 2: connection refused",
                        "03:04:05  dev  Verify cluster  done (1m05s)");
    }

    @Test
    void progressIsForTheVerbose() {
        PlainView normal = begin(PlainView.Volume.NORMAL);
        normal.on(Events.event(Kind.PROGRESS, "Install packages", "w1", 1, null, "kubelet"));
        assertThat(lines(out)).hasSize(1);

        PlainView verbose = begin(PlainView.Volume.VERBOSE);
        verbose.on(Events.event(Kind.PROGRESS, "Install packages", "w1", 1, null, "kubelet"));
        assertThat(lines(out)).last().asString().endsWith("Install packages  says: kubelet");
    }

    @Test
    void quietPrintsErrorsAndTheLastLineOnly() {
        PlainView view = begin(PlainView.Volume.QUIET);
        view.on(Events.event(Kind.STARTED, "Join node", "w1"));
        view.end(failed());
        assertThat(lines(out)).isEmpty();
        assertThat(lines(err))
                .containsExactly(
                        "error: Join node on w1 failed in attempt 3",
                        "  exit code 1 of: kubeadm join",
                        "    | port 10250 is in use",
                        "  then, in attempt 3: timed out",
                        "  not repaired: it was, twice",
                        "  what to do: free the port",
                        "  log: /logs/w1.log",
                        "  ohmykube resume   goes on",
                        "  ohmykube down     removes it",
                        "up of cluster dev failed");
    }

    @Test
    void theEndShowsWhereTheTimeWent() {
        PlainView view = begin(PlainView.Volume.NORMAL);
        view.end(failed());
        assertThat(lines(out)).contains("STEP        RUNS   LONGEST   TOGETHER", "Join node   3      2.0s      4.5s");
    }

    private static Result failed() {
        return new Result(
                "up",
                "dev",
                Result.Outcome.FAILED,
                Duration.ofSeconds(3),
                "up of cluster dev failed",
                List.of(new StepTime("Task_JoinNode", "Join node", 3, Duration.ofSeconds(2), Duration.ofMillis(4500))),
                List.of(new Failure(
                        "Task_JoinNode",
                        "Join node",
                        "w1",
                        3,
                        new FailureText(
                                "exit code 1 of: kubeadm join\nport 10250 is in use",
                                "timed out",
                                3,
                                "it was, twice",
                                "free the port"),
                        List.of("port 10250 is in use"),
                        "/logs/w1.log",
                        List.of())),
                List.of(),
                Map.of(),
                List.of(new Choice("ohmykube resume", "goes on"), new Choice("ohmykube down", "removes it")));
    }

    private PlainView begin(PlainView.Volume volume) {
        PlainView view =
                new PlainView(new Terminal(stream(out), stream(err), false, false, false), volume, ZoneOffset.UTC);
        view.begin(new Heading("up", "dev", "Creating cluster dev", List.of()));
        return view;
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static List<String> lines(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
