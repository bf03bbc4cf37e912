package io.ohmykube.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.cache.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferViewTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final TransferRow HALF = new TransferRow("kubelet 1.33.0 amd64", 40_000_000, 80_000_000, START);
    private static final TransferRow UNKNOWN = new TransferRow("flannel", 1_500_000, -1, START);

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aLineSaysWhatHowFarHowFastAndHowLongStill() {
        assertThat(new TransferScreen(false, false).draw(List.of(HALF, UNKNOWN), START.plusSeconds(4), 100, 24))
                .containsExactly(
                        "kubelet 1.33.0 amd64  ############------------  40.0 MB / 80.0 MB  10.0 MB/s  4s left",
                        "flannel               ------------------------  1.5 MB  375 kB/s");
    }

    @Test
    void aRateIsNotGuessedAtOnce() {
        assertThat(new TransferScreen(false, false).draw(List.of(HALF), START.plusMillis(100), 100, 24))
                .singleElement()
                .asString()
                .endsWith("40.0 MB / 80.0 MB");
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 20, 40, 60, 80, 200})
    void noLineIsWiderThanTheTerminal(int columns) {
        TransferRow long1 = new TransferRow("registry.k8s.io/" + "x".repeat(100) + ":1", 5, 10, START);
        assertThat(new TransferScreen(true, false)
                        .draw(List.of(HALF, UNKNOWN, long1), START.plusSeconds(9), columns, 24))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.length()).isLessThan(columns));
    }

    @Test
    void aLowTerminalShowsSomeAndCountsTheRest() {
        assertThat(new TransferScreen(true, false).draw(Collections.nCopies(10, HALF), START.plusSeconds(1), 80, 6))
                .hasSize(5)
                .last()
                .isEqualTo("and 6 more");
    }

    @Test
    void coloursAreUsedOnlyWhereTheyMay() {
        assertThat(new TransferScreen(true, true).draw(List.of(HALF), START.plusSeconds(1), 80, 24))
                .singleElement()
                .asString()
                .contains("\u001b[36m");
        assertThat(new TransferScreen(true, false).draw(List.of(HALF), START.plusSeconds(1), 80, 24))
                .singleElement()
                .asString()
                .doesNotContain("\u001b");
    }

    @Test
    void moreThanWasPromisedOrLessThanNothingDrawsAFullOrAnEmptyBar() {
        TransferRow more = new TransferRow("more", 20, 10, START);
        TransferRow less = new TransferRow("less", -5, 10, START);
        assertThat(new TransferScreen(false, false).draw(List.of(more, less), START.plusSeconds(1), 80, 24))
                .satisfiesExactly(
                        line -> assertThat(line).contains("########").doesNotContain("-", "left"),
                        line -> assertThat(line)
                                .contains("--------")
                                .doesNotContain("#")
                                .contains("0 B / 10 B"));
    }

    @Test
    void withoutATerminalEachTransferThatEndedIsOneLine() {
        try (TransferView view = view(false, false)) {
            transfer(view);
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("kubelet  1.5 kB  0.0s\n");
    }

    @Test
    void quietlyNothingIsShown() {
        try (TransferView view = view(true, true)) {
            transfer(view);
        }
        assertThat(err.size()).isZero();
    }

    @Test
    void onATerminalTheBarsAreGoneInTheEnd() {
        try (TransferView view = view(true, false)) {
            Progress.Transfer transfer = view.begin("kubelet", 3000);
            transfer.advance(1500);
            view.tick();
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("1.5 kB / 3.0 kB");
            transfer.close();
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).endsWith("kubelet  1.5 kB  0.0s\n");
    }

    private static void transfer(TransferView view) {
        try (Progress.Transfer transfer = view.begin("kubelet", 3000)) {
            transfer.advance(1500);
        }
    }

    private TransferView view(boolean interactive, boolean quiet) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new TransferView(
                new Terminal(stream, stream, interactive, false, true),
                quiet,
                Clock.fixed(START, ZoneOffset.UTC),
                () -> WindowSize.DEFAULT);
    }
}
