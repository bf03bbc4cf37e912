package io.ohmykube.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LinksTest {
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final Links links = new Links(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void aCodeWorksOnceAndOthersAreNotTouchedByThat() {
        String code = links.issue();
        String other = links.issue();

        assertThat(links.use(code)).isTrue();
        assertThat(links.use(code)).isFalse();
        assertThat(links.use(other)).isTrue();
        assertThat(links.use("")).isFalse();
    }

    @Test
    void aCodeWorksForAMinute() {
        String used = links.issue();
        String tooOld = links.issue();

        now = now.plusSeconds(60);
        assertThat(links.use(used)).isTrue();
        now = now.plusSeconds(1);
        assertThat(links.use(tooOld)).isFalse();
    }

    @Test
    void aCodeHas256Bits() {
        assertThat(links.issue()).matches("[A-Za-z0-9_-]{43}");
    }
}
