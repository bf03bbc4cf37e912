package io.ohmykube.cache.fetch;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.nio.channels.UnresolvedAddressException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Puts a failed request into words. */
final class Failures {
    private final String advice;

    /** @param advice what a user without internet access can do, one sentence */
    Failures(String advice) {
        this.advice = advice;
    }

    CacheException of(URI address, IOException cause) {
        return of(address, null, cause);
    }

    /** @param proxy that was asked, or null */
    CacheException of(URI address, @Nullable URI proxy, IOException cause) {
        String reason = reason(proxy == null ? address : proxy, cause);
        String through = proxy == null ? "" : " through the proxy " + proxy.getHost() + ":" + Proxies.port(proxy);
        boolean unreachable = cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException;
        return new CacheException(
                Kind.UNAVAILABLE,
                "cannot read " + address + through + ": " + reason + (unreachable ? ". " + advice : ""),
                cause,
                unreachable || cause instanceof SSLException ? null : Duration.ZERO);
    }

    /** A proxy that wants a login, or another one than it was given. */
    static CacheException ofProxy(URI address, URI proxy) {
        return new CacheException(
                Kind.NOT_FOUND,
                "cannot read " + address + " through the proxy " + proxy.getHost() + ":" + Proxies.port(proxy)
                        + ": it refuses the login (407), which stands in its address as http://USER:PASSWORD@HOST:PORT",
                null);
    }

    private static String reason(URI address, IOException cause) {
        if (isUnresolved(cause)) {
            return "unknown host " + address.getHost();
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return "the connection timed out";
        }
        if (cause instanceof ConnectException) {
            return "connection refused or no route";
        }
        if (cause instanceof SSLException) {
            String message = String.valueOf(cause.getMessage());
            return "the TLS connection failed: " + message
                    + (message.contains("certification path")
                            ? "; if a private authority vouches for this host, name its certificate with --ca-file FILE"
                                    + " (or OHMYKUBE_CA_FILE)"
                            : "");
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static boolean isUnresolved(Throwable cause) {
        for (@Nullable Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof UnknownHostException || at instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    static CacheException ofStatus(URI address, int status, HttpHeaders headers) {
        Duration pause = pause(headers);
        return switch (status) {
            case 404, 410 -> new CacheException(Kind.NOT_FOUND, address + " does not exist (" + status + ")", null);
            case 401, 403 ->
                new CacheException(
                        Kind.NOT_FOUND, address + " refuses access (" + status + "), or does not exist", null);
            case 408, 425, 429 ->
                new CacheException(
                        Kind.UNAVAILABLE,
                        address + " asks to come back " + (pause.isZero() ? "later" : "in " + pause.toSeconds() + " s")
                                + " (" + status + ")",
                        null,
                        pause);
            default ->
                status >= 500
                        ? new CacheException(Kind.UNAVAILABLE, address + " has a problem (" + status + ")", null, pause)
                        : new CacheException(Kind.NOT_FOUND, address + " answered with status " + status, null);
        };
    }

    /** What the header {@code Retry-After} says, in seconds or as a date; zero where it says nothing that is understood. */
    private static Duration pause(HttpHeaders headers) {
        String said = headers.firstValue("Retry-After").orElse("").strip();
        try {
            Duration pause = said.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(said))
                    : Duration.between(Instant.now(), ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME));
            return pause.isNegative() ? Duration.ZERO : pause;
        } catch (DateTimeException none) {
            return Duration.ZERO;
        }
    }
}
