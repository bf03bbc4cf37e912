package io.ohmykube.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "10.244.0.0/16, 10.244.0.0-10.244.255.255, 65536",
        "0.0.0.0/0, 0.0.0.0-255.255.255.255, 4294967296",
        "255.255.255.255/32, 255.255.255.255-255.255.255.255, 1",
        "10.89.0.200-10.89.0.250, 10.89.0.200-10.89.0.250, 51",
    })
    void aRangeHasABeginningAnEndAndASize(String text, String range, long size) {
        AddressRange addresses = AddressRange.parse(text).orElseThrow();

        assertThat(addresses).hasToString(range);
        assertThat(addresses.size()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0",
                "10.0.0/8",
                "10.0.0.0/33",
                "10.0.0.0/08",
                "010.0.0.0/8",
                "256.0.0.0/8",
                "a/8",
                "10.0.0.2-10.0.0.1",
                "10.0.0.1-",
                "-10.0.0.1",
                "::/0",
                "10.0.0.0/-1",
                "10.0.0.0/8/8"
            })
    void whatIsNoRangeIsNotRead(String text) {
        assertThat(AddressRange.parse(text)).isEmpty();
    }

    @Test
    void rangesOverlapWhereTheyShareOneAddress() {
        AddressRange range = AddressRange.parse("10.0.0.10-10.0.0.20").orElseThrow();

        assertThat(range.overlaps(AddressRange.parse("10.0.0.20/32").orElseThrow()))
                .isTrue();
        assertThat(range.overlaps(AddressRange.parse("10.0.0.21/32").orElseThrow()))
                .isFalse();
        assertThat(range.overlaps(AddressRange.parse("10.0.0.0/8").orElseThrow()))
                .isTrue();
        assertThat(range.contains("10.0.0.10")).isTrue();
        assertThat(range.contains("10.0.0.9")).isFalse();
        assertThat(range.contains("host")).isFalse();
    }
}
