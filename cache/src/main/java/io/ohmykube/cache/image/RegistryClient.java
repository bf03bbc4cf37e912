package io.ohmykube.cache.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.fetch.Answer;
import io.ohmykube.cache.fetch.Attempts;
import io.ohmykube.cache.fetch.Body;
import io.ohmykube.cache.fetch.HttpTransport;
import io.ohmykube.cache.store.Sha256;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads from registries by the OCI distribution protocol, anonymously: with a token where the registry hands one to
 * everybody.
 */
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
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    public RegistryClient(RegistryMirrors mirrors, HttpTransport http, JsonMapper json, Attempts attempts) {
        this.mirrors = mirrors;
        this.http = http;
        this.json = json;
        this.attempts = attempts;
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

    /** Reads a blob with {@code reader}, which verifies it; from its beginning each time that it has to be tried again. */
    <T> T blob(ImageReference image, String digest, Function<Body, T> reader) {
        return ask(image, endpoint -> {
            URI address = endpoint.address(image, "blobs", digest);
            try (Body body = send("GET", address, endpoint, image, Map.of()).body()) {
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
            close(send("HEAD", address, endpoint, image, Map.of("Accept", ACCEPT)));
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
        String key = endpoint.base() + " " + endpoint.registry() + "/" + image.repository();
        Answer answer = http.send(method, address, authorised(headers, tokens.get(key)));
        if (answer.status() == 401) {
            Challenge challenge = Challenge.of(answer.headers().allValues("WWW-Authenticate"), image.repository());
            close(answer);
            if (challenge == null) {
                throw new CacheException(Kind.NOT_FOUND, address + " wants a login, which is not supported yet", null);
            }
            String token = token(challenge, address);
            tokens.put(key, token);
            answer = http.send(method, address, authorised(headers, token));
        }
        if (!answer.ok()) {
            close(answer);
            throw http.refused(answer);
        }
        return answer;
    }

    private static Map<String, String> authorised(Map<String, String> headers, @Nullable String token) {
        if (token == null) {
            return headers;
        }
        Map<String, String> all = new HashMap<>(headers);
        all.put("Authorization", "Bearer " + token);
        return all;
    }

    private String token(Challenge challenge, URI address) {
        URI source = challenge.tokenAddress();
        if ("https".equals(address.getScheme()) && !"https".equals(source.getScheme())) {
            throw new CacheException(Kind.NOT_FOUND, address + " wants a token from " + source + ", not https", null);
        }
        try (Answer answer = http.send("GET", source, Map.of())) {
            if (!answer.ok()) {
                throw http.refused(answer);
            }
            JsonNode said = json.readTree(answer.body().stream());
            String token = said.path("token").asText(said.path("access_token").asText());
            if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new CacheException(Kind.UNAVAILABLE, source + " gave no token", null);
            }
            return token;
        } catch (IOException cause) {
            throw new CacheException(Kind.UNAVAILABLE, source + " gave no token: " + cause.getMessage(), cause);
        }
    }

    private static void close(Answer answer) {
        try {
            answer.close();
        } catch (IOException ignoredOnceTheStatusIsKnown) {
            return;
        }
    }
}
