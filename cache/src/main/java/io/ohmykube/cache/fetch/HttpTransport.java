package io.ohmykube.cache.fetch;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * HTTP as this module needs it: redirects without handing credentials to another host or leaving TLS, an end to every
 * wait, and failures in words.
 */
public final class HttpTransport {
    private static final int REDIRECTS = 10;
    private static final int LONGEST_ADDRESS = 8192;
    private static final int PROXY_WANTS_LOGIN = 407;
    private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);
    private static final String AGENT = "ohmykube";
    private static final String AUTHORIZATION = "Authorization";

    private final Network network;
    private final Failures failures;

    /** @param advice what a user can do who has no network, one sentence */
    public HttpTransport(Network network, String advice) {
        this.network = network;
        this.failures = new Failures(advice);
    }

    /**
     * Sends a request without a body and follows redirects.
     *
     * @return the answer, whatever its status; its body must be closed
     * @throws CacheException of kind UNAVAILABLE if there was none, NOT_FOUND if nothing may be connected to
     */
    public Answer send(String method, URI address, Map<String, String> headers) {
        network.requireFor(address.toString());
        URI at = address;
        boolean sameHost = true;
        for (int hop = 0; hop <= REDIRECTS; hop++) {
            HttpResponse<InputStream> response = exchange(request(method, at, headers, sameHost), shown(address, at));
            URI next = MOVED.contains(response.statusCode()) ? location(at, response) : null;
            if (next == null) {
                return answer(address, at, response);
            }
            discard(response);
            if ("https".equals(at.getScheme()) && !"https".equals(next.getScheme())) {
                throw new CacheException(
                        Kind.UNAVAILABLE,
                        address + " redirects from https to " + shown(address, next) + "; not followed",
                        null);
            }
            sameHost &= next.getScheme().equals(at.getScheme())
                    && next.getRawAuthority().equals(at.getRawAuthority());
            at = next;
        }
        throw new CacheException(Kind.UNAVAILABLE, address + " redirects more than " + REDIRECTS + " times", null);
    }

    /**
     * Sends a form, and follows no redirect with it.
     *
     * @param form {@code application/x-www-form-urlencoded}; never told in a message
     * @return the answer, whatever its status; its body must be closed
     * @throws CacheException as {@link #send} does
     */
    public Answer post(URI address, String form) {
        network.requireFor(address.toString());
        HttpRequest request = builder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return answer(address, address, exchange(request, address));
    }

    /** How an address may be told: what another host was told to be asked may be a key to what it has. */
    private static URI shown(URI asked, URI at) {
        return asked.equals(at) ? at : URI.create(at.getScheme() + "://" + at.getRawAuthority() + at.getRawPath());
    }

    /**
     * Gets a file, or a part of it where the headers ask for one.
     *
     * @return the answer with status 200, or 206 or 416 where a part was asked for; its body must be closed
     * @throws CacheException as {@link #send} does, and for every other status
     */
    public Answer get(URI address, Map<String, String> headers) {
        return accepted(send("GET", address, headers), headers);
    }

    /** The answer to a request with these headers, if {@link #get} would return it. */
    public Answer accepted(Answer answer, Map<String, String> headers) {
        boolean part = headers.containsKey("Range") && (answer.status() == 206 || answer.status() == 416);
        if (answer.ok() || part) {
            return answer;
        }
        answer.discard();
        throw refused(answer);
    }

    /**
     * Goes on if hosts may be connected to.
     *
     * @param what is wanted from there, for the message
     * @throws CacheException of kind NOT_FOUND if not
     */
    public void requireNetworkFor(String what) {
        network.requireFor(what);
    }

    public boolean isOffline() {
        return network.isOffline();
    }

    /** What a bad status means, as an exception to throw. */
    public CacheException refused(Answer answer) {
        return Failures.ofStatus(answer.address(), answer.status(), answer.headers());
    }

    private Answer answer(URI asked, URI final_, HttpResponse<InputStream> response) {
        InputStream body = new WatchedStream(
                response.body(), shown(asked, final_), failures, network.timeout(), network.scheduler());
        return new Answer(
                asked,
                response.statusCode(),
                response.headers(),
                new Body(
                        asked,
                        body,
                        0,
                        response.headers().firstValueAsLong("Content-Length").orElse(-1)));
    }

    private HttpRequest.Builder builder(URI at) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at).timeout(network.timeout()).header("User-Agent", AGENT);
        URI proxy = network.proxyFor(at);
        String login = proxy == null ? null : Proxies.authorization(proxy);
        if (login != null) {
            request.header("Proxy-Authorization", login);
        }
        return request;
    }

    private HttpRequest request(String method, URI at, Map<String, String> headers, boolean sameHost) {
        HttpRequest.Builder request = builder(at).method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach((name, value) -> {
            if (sameHost || !AUTHORIZATION.equalsIgnoreCase(name)) {
                request.header(name, value);
            }
        });
        return request.build();
    }

    private HttpResponse<InputStream> exchange(HttpRequest request, URI shown) {
        try {
            HttpResponse<InputStream> response =
                    network.client().send(request, HttpResponse.BodyHandlers.ofInputStream());
            URI proxy = network.proxyFor(request.uri());
            if (proxy != null && response.statusCode() == PROXY_WANTS_LOGIN) {
                throw Failures.ofProxy(shown, proxy);
            }
            return response;
        } catch (IOException cause) {
            throw failures.of(shown, network.proxyFor(request.uri()), cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CacheException(Kind.UNAVAILABLE, "interrupted while reading " + shown, interrupted);
        }
    }

    private static @Nullable URI location(URI at, HttpResponse<InputStream> response) {
        String location = response.headers().firstValue("Location").orElse(null);
        if (location == null) {
            return null;
        }
        if (location.length() > LONGEST_ADDRESS) {
            throw new CacheException(
                    Kind.UNAVAILABLE, at + " redirects to an address of " + location.length() + " characters", null);
        }
        try {
            URI next = at.resolve(location);
            return next.getHost() != null && Set.of("http", "https").contains(next.getScheme()) ? next : null;
        } catch (IllegalArgumentException malformed) {
            throw new CacheException(Kind.UNAVAILABLE, at + " redirects to nowhere: " + location, malformed);
        }
    }

    private static void discard(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            body.skip(8192);
        } catch (IOException unread) {
            // What a redirect says beside its address does not matter.
            return;
        }
    }
}
