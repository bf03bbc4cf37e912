package io.ohmykube.addons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPoolTest {
    @Test
    void theDefaultLiesInTheNetworkOfTheControlPlane() {
        assertThat(AddressPool.choose(null, List.of("10.89.3.2", "10.89.3.3"))).hasToString("10.89.3.200-10.89.3.250");
    }

    @Test
    void theDefaultKeepsAwayFromNodes() {
        assertThat(AddressPool.choose(null, List.of("10.89.3.2", "10.89.3.207")))
                .hasToString("10.89.3.140-10.89.3.190");
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.10-10.1.2.20, 10.1.2.10-10.1.2.20", "10.1.2.64/26, 10.1.2.64-10.1.2.127"})
    void aPoolAskedForIsTaken(String wanted, String pool) {
        assertThat(AddressPool.choose(wanted, List.of("10.1.2.3"))).hasToString(pool);
    }

    @Test
    void aPoolAskedForThatHoldsANodeIsRefused() {
        assertThatThrownBy(() -> AddressPool.choose("10.1.2.0/24", List.of("10.1.2.3", "10.9.9.9")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.1.2.3")
                .hasMessageContaining("spec.loadBalancer.ipPool");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "10.1.2.9-10.1.2.3", "10.1.2.256-10.1.3.0", "x/24", "1.2.3-1.2.4"})
    void nonsenseIsRefused(String wanted) {
        assertThatThrownBy(() -> AddressPool.choose(wanted, List.of("10.7.7.7")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
