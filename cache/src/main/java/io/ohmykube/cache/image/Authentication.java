package io.ohmykube.cache.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.fetch.Answer;
import io.ohmykube.cache.fetch.HttpTransport;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What registries want to be told before they give anything: a token, which they hand to everybody or for a login, or
 * the login itself. Kept per endpoint and repository, and never given to another.
 */
final class Authentication {
    private static final int LIMIT = 1 << 20;

    private final Credentials credentials;
    private final HttpTransport http;
    private final JsonMapper json;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    Authentication(Credentials credentials, HttpTransport http, JsonMapper json) {
        this.credentials = credentials;
        this.http = http;
        this.json = json;
    }

    /** The header that was accepted last, or null. */
    @Nullable
    String known(Endpoint endpoint, ImageReference image) {
        return known.get(key(endpoint, image));
    }

    /**
     * The header that meets what this answer asks for.
     *
     * @param refusal an answer with status 401
     * @throws CacheException of kind NOT_FOUND if there is nothing to meet it with
     */
    String meet(Answer refusal, Endpoint endpoint, ImageReference image) {
        List<String> challenges = refusal.headers().allValues("WWW-Authenticate");
        Credentials.Login login = credentials.find(endpoint.host(), image.repository());
        Challenge bearer = Challenge.of(challenges, image.repository());
        String header;
        if (bearer != null) {
            header = "Bearer " + token(bearer, login, refusal.address());
        } else if (login != null
                && !login.isIdentityToken()
                && challenges.stream().anyMatch(Challenge::isBasic)) {
            header = basic(login);
        } else {
            throw new CacheException(
                    Kind.NOT_FOUND,
                    refusal.address() + " wants a login; 'podman login " + endpoint.host() + "' or 'docker login "
                            + endpoint.host() + "' keeps one",
                    null);
        }
        known.put(key(endpoint, image), header);
        return header;
    }

    /** Says of an answer that came in spite of {@link #meet} what it means. */
    CacheException refused(Answer answer, Endpoint endpoint, ImageReference image) {
        known.remove(key(endpoint, image));
        Credentials.Login login = credentials.find(endpoint.host(), image.repository());
        return new CacheException(
                Kind.NOT_FOUND,
                answer.address() + " refuses access (" + answer.status() + ") "
                        + (login == null ? "without a login" : "to " + login) + ", or does not exist",
                null);
    }

    private String token(Challenge challenge, Credentials.@Nullable Login login, URI address) {
        URI source = challenge.tokenAddress();
        if ("https".equals(address.getScheme()) && !"https".equals(source.getScheme())) {
            throw new CacheException(Kind.NOT_FOUND, address + " wants a token from " + source + ", not https", null);
        }
        try (Answer answer = ask(challenge, login)) {
            if (!answer.ok()) {
                throw http.refused(answer);
            }
            byte[] content = answer.body().stream().readNBytes(LIMIT + 1);
            JsonNode said = json.readTree(content);
            String token = said.path("token").asText(said.path("access_token").asText());
            if (content.length > LIMIT || token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new CacheException(Kind.UNAVAILABLE, source + " gave no token", null);
            }
            return token;
        } catch (IOException cause) {
            // What could not be read may hold a token, and the parser's message shows it.
            throw new CacheException(Kind.UNAVAILABLE, source + " gave no token", null);
        }
    }

    private Answer ask(Challenge challenge, Credentials.@Nullable Login login) {
        if (login == null) {
            return http.send("GET", challenge.tokenAddress(), Map.of());
        }
        if (!login.isIdentityToken()) {
            return http.send("GET", challenge.tokenAddress(), Map.of("Authorization", basic(login)));
        }
        return http.post(
                challenge.realm(),
                "grant_type=refresh_token&client_id=ohmykube&service=" + encode(challenge.service()) + "&scope="
                        + encode(challenge.scope()) + "&refresh_token=" + encode(login.secret()));
    }

    private static String basic(Credentials.Login login) {
        byte[] both = (login.user() + ":" + login.secret()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String key(Endpoint endpoint, ImageReference image) {
        return endpoint.base() + " " + endpoint.registry() + "/" + image.repository();
    }
}
