package io.ohmykube.cache.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.cache.CacheException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    private static final Proxies BOTH = new Proxies("http://secure:1", "plain:2", "");

    @Test
    void eachSchemeHasItsOwn() {
        assertThat(BOTH.proxyFor(URI.create("https://example.com/x"))).hasToString("http://secure:1");
        assertThat(BOTH.proxyFor(URI.create("http://example.com/x"))).hasToString("http://plain:2");
        assertThat(Proxies.NONE.proxyFor(URI.create("https://example.com/x"))).isNull();
        assertThat(new Proxies("", "plain:2", "").proxyFor(URI.create("https://example.com/x")))
                .isNull();
    }

    @Test
    void theEnvironmentCountsMoreInLowerCase() {
        assertThat(Proxies.of(Map.of("HTTPS_PROXY", "a", "https_proxy", "b", "HTTP_PROXY", "c", "no_proxy", "d")))
                .isEqualTo(new Proxies("b", "c", "d"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:5000/x",
                "http://127.0.0.1/x",
                "https://127.9.9.9/x",
                "https://[::1]:5000/x",
                "http://a.localhost/x"
            })
    void thisMachineIsNeverReachedThroughAProxy(String address) {
        assertThat(BOTH.proxyFor(URI.create(address))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* | https://example.com | true",
                "example.com | https://example.com | true",
                "example.com | https://sub.example.com | true",
                "example.com | https://notexample.com | false",
                "EXAMPLE.com | https://example.COM | true",
                ".example.com | https://sub.example.com | true",
                ".example.com | https://example.com | false",
                "*.example.com | https://sub.example.com | true",
                "example.com:8443 | https://example.com:8443 | true",
                "example.com:8443 | https://example.com | false",
                "example.com:443 | https://example.com | true",
                "example.com:80 | http://example.com | true",
                "10.0.0.0/8 | http://10.1.2.3 | true",
                "10.0.0.0/8 | http://11.1.2.3 | false",
                "192.168.4.0/22 | http://192.168.7.255 | true",
                "192.168.4.0/22 | http://192.168.8.0 | false",
                "10.1.2.3 | http://10.1.2.3:81 | true",
                "10.1.2.3:81 | http://10.1.2.3:81 | true",
                "10.1.2.3:81 | http://10.1.2.3:82 | false",
                "fd00::/8 | http://[fd12::1]/ | true",
                "fd00::/8 | http://[fe80::1]/ | false",
                "[fd12::1]:81 | http://[fd12::1]:81/ | true",
                "fd12::1 | http://[fd12:0::1]:81/ | true",
                "10.0.0.0/8 | http://ten.example | false",
                "a.example, b.example | http://b.example | true",
                "a.example b.example | http://b.example | true",
                "nonsense/99, 10.0.0.0/99, :, 300.1.1.1 | http://10.0.0.1 | false",
            })
    void hostsAreExempt(String list, String address, boolean exempt) {
        assertThat(new Proxies("http://p:1", "http://p:1", list).proxyFor(URI.create(address)) == null)
                .isEqualTo(exempt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://me:secret@p:1", "https://me:secret@p:1", "http://me:secret@", "me:secret@a b"})
    void otherKindsAreRefusedWithoutShowingThePassword(String value) {
        assertThatThrownBy(() -> new Proxies(value, "", "").proxyFor(URI.create("https://example.com")))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("HTTPS_PROXY")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }
}
