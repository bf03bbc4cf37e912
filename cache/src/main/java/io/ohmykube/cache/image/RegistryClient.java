package io.ohmykube.cache.image;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.fetch.Answer;
import io.ohmykube.cache.fetch.Attempts;
import io.ohmykube.cache.fetch.Body;
import io.ohmykube.cache.fetch.Download;
import io.ohmykube.cache.fetch.HttpTransport;
import io.ohmykube.cache.store.Sha256;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reads from registries and their mirrors by the OCI distribution protocol. */
public final class RegistryClient {
    /** The specification lets registries refuse manifests larger than 4 MiB. */
    private static final int MANIFEST_LIMIT = 4 * 1024 * 1024;

    private static final String ACCEPT = String.join(
            ", ", MediaTypes.OCI_INDEX, MediaTypes.OCI_MANIFEST, MediaTypes.DOCKER_LIST, MediaTypes.DOCKER_MANIFEST);

    private final RegistryMirrors mirrors;
    private final HttpTransport http;
    private final JsonMapper json;
    private final Attempts attempts;
    private final Failover failover = new Failover();
    private final Authentication authentication;

    public RegistryClient(
            RegistryMirrors mirrors, Credentials credentials, HttpTransport http, JsonMapper json, Attempts attempts) {
        this.mirrors = mirrors;
        this.http = http;
        this.json = json;
        this.attempts = attempts;
        this.authentication = new Authentication(credentials, http, json);
    }

    /** A manifest or index, its bytes and type, verified if it was asked for by digest. */
    FetchedManifest manifest(ImageReference image, String target) {
        return ask(image, endpoint -> manifest(endpoint, image, target));
    }

    private FetchedManifest manifest(Endpoint endpoint, ImageReference image, String target) {
        URI address = endpoint.address(image, "manifests", target);
        try (Answer answer = send("GET", address, endpoint, image, Map.of("Accept", ACCEPT))) {
            byte[] content = answer.body().stream().readNBytes(MANIFEST_LIMIT + 1);
            if (content.length > MANIFEST_LIMIT) {
                throw new CacheException(Kind.INVALID, address + " is larger than 4 MiB", null);
            }
            String digest = Sha256.of(content);
            if (target.startsWith("sha256:") && !target.equals(digest)) {
                throw mismatch(address, target, digest);
            }
            return new FetchedManifest(digest, content, json.readTree(content), contentType(answer));
        } catch (IOException cause) {
            throw new CacheException(Kind.INVALID, address + " is not a manifest: " + cause.getMessage(), cause);
        }
    }

    /**
     * Reads a blob with {@code reader}, which verifies it.
     *
     * @param have bytes of it that are here already, asked before each attempt; the body's offset says whether the
     *     registry went on behind them
     */
    <T> T blob(ImageReference image, String digest, LongSupplier have, Function<Body, T> reader) {
        return ask(image, endpoint -> {
            URI address = endpoint.address(image, "blobs", digest);
            try (Body body = Download.open(
                    headers -> send("GET", address, endpoint, image, headers), have.getAsLong(), attempts)) {
                return reader.apply(body);
            } catch (IOException cause) {
                throw new CacheException(Kind.UNAVAILABLE, "cannot read " + address + ": " + cause, cause);
            }
        });
    }

    /** Asks whether the registry has the image, without reading it. */
    void probe(ImageReference image) {
        ask(image, endpoint -> {
            URI address = endpoint.address(image, "manifests", image.target());
            send("HEAD", address, endpoint, image, Map.of("Accept", ACCEPT)).discard();
            return true;
        });
    }

    /** Asks each endpoint in turn, and again from the first where one may have a better moment later. */
    private <T> T ask(ImageReference image, Function<Endpoint, T> question) {
        http.requireNetworkFor("image " + image);
        return attempts.of(() -> failover.first(Endpoint.of(image, mirrors), question));
    }

    static CacheException mismatch(URI address, String expected, String actual) {
        return new CacheException(
                Kind.CHECKSUM_MISMATCH,
                address + " has " + actual + ", but " + expected + " was asked for",
                null,
                Duration.ZERO);
    }

    private static String contentType(Answer answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip();
    }

    private Answer send(
            String method, URI address, Endpoint endpoint, ImageReference image, Map<String, String> headers) {
        String known = authentication.known(endpoint, image);
        Answer answer = http.send(method, address, authorised(headers, known));
        if (answer.status() == 401) {
            answer.discard();
            answer = http.send(method, address, authorised(headers, authentication.meet(answer, endpoint, image)));
            if (answer.status() == 401 || answer.status() == 403) {
                answer.discard();
                throw authentication.refused(answer, endpoint, image);
            }
        }
        return http.accepted(answer, headers);
    }

    private static Map<String, String> authorised(Map<String, String> headers, @Nullable String authorization) {
        if (authorization == null) {
            return headers;
        }
        Map<String, String> all = new HashMap<>(headers);
        all.put("Authorization", authorization);
        return all;
    }
}
