package io.ohmykube.cache.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.cache.CacheException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedChecksumTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);
    private static final URI SOURCE = URI.create("https://example.com/sums");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{A}",
                "{A}\n",
                "{A}  runc.amd64\n",
                "{A} *runc.amd64",
                "{A}  ./release/runc.amd64",
                "{B}  runc.arm64\n{A}  runc.amd64\n{B}  runc.amd64.asc\n",
                """
                -----BEGIN PGP SIGNED MESSAGE-----
                Hash: SHA512

                {B}  runc.arm64
                {A}  runc.amd64
                -----BEGIN PGP SIGNATURE-----

                iQIzBAEBCgAdFiEE
                -----END PGP SIGNATURE-----
                """
            })
    void everyPublishedFormIsRead(String form) {
        assertThat(find(form)).isEqualTo("sha256:" + A);
    }

    @Test
    void capitalLettersAreTheSameSum() {
        assertThat(find(A.toUpperCase(java.util.Locale.ROOT))).isEqualTo("sha256:" + A);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>not here</html>", "{A}  other.amd64", "{A}\n{B}\n", "abc123  runc.amd64"})
    void withoutASumOfThisFileNothingIsTrusted(String form) {
        assertThatThrownBy(() -> find(form))
                .isInstanceOfSatisfying(CacheException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(CacheException.Kind.CHECKSUM_MISMATCH))
                .hasMessageContaining("https://example.com/sums")
                .hasMessageContaining("runc.amd64");
    }

    private static String find(String form) {
        return PublishedChecksum.find(form.replace("{A}", A).replace("{B}", B), "runc.amd64", SOURCE);
    }
}
