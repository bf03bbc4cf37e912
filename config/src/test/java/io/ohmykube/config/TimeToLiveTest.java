package io.ohmykube.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeToLiveTest {
    @ParameterizedTest
    @CsvSource({
        "1m, PT1M",
        "30m, PT30M",
        "90m, PT1H30M",
        "2h, PT2H",
        "1h30m, PT1H30M",
        "7d, P7D",
        "1d12h, PT36H",
        "365d, P365D",
        "8760h, P365D"
    })
    void daysHoursAndMinutesAreRead(String text, Duration length) {
        assertThat(TimeToLive.read(text)).contains(new TimeToLive(length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "0m",
                "0d0h0m",
                "2",
                "-2h",
                "+2h",
                "2 h",
                "30s",
                "1.5h",
                "h",
                "30m2h",
                "2h2h",
                "PT2H",
                "2H",
                "366d",
                "365d1m",
                "999999999d",
                "99999999999999999999h",
                "forever",
                "2h\n"
            })
    void whatIsNoTimeToLiveOrOutOfReasonIsNone(String text) {
        assertThat(TimeToLive.read(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2026-11-22T12:00:00.123Z, 2026-11-22T14:00:00Z", "2026-12-31T23:00:00Z, 2027-01-01T01:00:00Z"})
    void itIsOverAtAWholeSecond(Instant begin, Instant end) {
        assertThat(new TimeToLive(Duration.ofHours(2)).from(begin)).isEqualTo(end);
    }
}
