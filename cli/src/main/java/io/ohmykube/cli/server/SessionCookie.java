package io.ohmykube.cli.server;

import java.time.Duration;
import org.springframework.http.ResponseCookie;

/**
 * The cookie by which a browser is known, as a header has it.
 *
 * @param encrypted it is sent over TLS alone
 */
record SessionCookie(boolean encrypted) {
    String of(String token, Duration age) {
        return ResponseCookie.from(TokenFilter.COOKIE, token)
                .httpOnly(true)
                .secure(encrypted)
                .sameSite("Strict")
                .path("/")
                .maxAge(age)
                .build()
                .toString();
    }
}
