package io.ohmykube.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final Instant NOW = Events.START.plusMillis(1500);
    private final Screen screen = new Screen(Glyphs.ASCII, false);

    @Test
    void drawsOneLinePerRowInColumns() {
        List<String> lines = draw(
                80,
                24,
                row("cp", Row.State.RUNNING, "Create machine", null),
                row("worker-1", Row.State.WAITING, "", null));

        assertThat(lines)
                .containsExactly(
                        "Creating cluster dev  12.0s", "| cp        Create machine  1.5s", ". worker-1  waiting");
    }

    @Test
    void aRowInTroubleSaysWhyInOneLine() {
        List<String> lines =
                draw(80, 24, row("w", Row.State.RECOVERING, "Join node", "connection refused\nand much more"));
        assertThat(lines.get(1)).isEqualTo("~ w  Join node  connection refused");
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        List<String> lines = draw(20, 24, row("a-long-name-of-a-node", Row.State.RUNNING, "Install packages", null));
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThan(20));
    }

    @Test
    void moreRowsThanTheTerminalHasLeaveOutThoseThatWait() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rows.add(row("w" + i, Row.State.WAITING, "", null));
        }
        rows.add(row("busy", Row.State.RUNNING, "Join node", null));

        List<String> lines = screen.draw("x", Duration.ZERO, rows, NOW, 80, 10, 0);

        assertThat(lines).hasSizeLessThan(10);
        assertThat(lines.get(1)).contains("busy");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("  and 44 more");
    }

    @Test
    void controlCharactersOfRemoteOutputDoNotReachTheTerminal() {
        List<String> lines = draw(80, 24, row("w", Row.State.FAILED, "Join node", "a\u001b[2Jb\u0007"));
        assertThat(lines.get(1)).isEqualTo("x w  Join node  a [2Jb");
    }

    @Test
    void coloursAreUsedOnlyWhereAllowed() {
        List<String> plain = draw(80, 24, row("w", Row.State.FAILED, "Join node", null));
        List<String> coloured = new Screen(Glyphs.ASCII, true)
                .draw("x", Duration.ZERO, List.of(row("w", Row.State.FAILED, "Join node", null)), NOW, 80, 24, 0);
        assertThat(String.join("", plain)).doesNotContain("\u001b");
        assertThat(coloured.get(1)).startsWith("\u001b[31m");
    }

    private List<String> draw(int columns, int height, Row... rows) {
        return screen.draw("Creating cluster dev", Duration.ofSeconds(12), List.of(rows), NOW, columns, height, 0);
    }

    private static Row row(String subject, Row.State state, String title, @Nullable String note) {
        return new Row(subject, state, title, Events.START, 1, note);
    }
}
