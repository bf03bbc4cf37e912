package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UntilTest {
    @ParameterizedTest
    @CsvSource({
        "PT1S, in 1 min",
        "PT1M, in 1 min",
        "PT1M0.1S, in 2 min",
        "PT59M59S, in 1 h",
        "PT1H20M, in 1 h 20 min",
        "PT23H59M30S, in 1 d",
        "PT51H30M, in 2 d 3 h",
        "PT0S, over",
        "PT-1M, over"
    })
    void whatIsLeftIsSaidInFewWordsAndNeverAsLessThanItIs(Duration left, String words) {
        Instant now = Instant.parse("2026-11-22T12:00:00.5Z");

        assertThat(Until.of(now.plus(left), Clock.fixed(now, ZoneOffset.UTC))).isEqualTo(words);
    }
}
