package io.ohmykube.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    @ParameterizedTest
    @CsvSource({"0, 0.0s", "440, 0.4s", "12300, 12.3s", "59900, 59.9s", "61000, 1m01s", "7800000, 2h10m", "-5, 0.0s"})
    void durationsAreShort(long millis, String text) {
        assertThat(Text.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"'24 80', 80, 24", "'0 0', 80, 24", "'', 80, 24", "'x y', 80, 24", "'50 132\n', 132, 50", "'30', 80, 24"
    })
    void theSizeOfTheWindowIsReadFromStty(String printed, int columns, int rows) {
        assertThat(WindowSize.parse(printed)).isEqualTo(new WindowSize(columns, rows));
    }

    @Test
    void whatIsCutSaysSo() {
        assertThat(Text.cut("abcdefgh", 6)).isEqualTo("abc...");
        assertThat(Text.cut("abc", 6)).isEqualTo("abc");
    }
}
