package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** A bootstrap token, kept as Kubernetes does: as a Secret {@code bootstrap-token-<id>} in {@code kube-system}. */
record BootstrapToken(String id, String secret) {
    static final Pattern FORM = Pattern.compile("[a-z0-9]{6}\\.[a-z0-9]{16}");
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String NAMESPACE = "kube-system";

    /** Throws {@link IllegalArgumentException} for text of another form. */
    static BootstrapToken of(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("the bootstrap token was not of the form \"" + FORM + "\"");
        }
        return new BootstrapToken(text.substring(0, 6), text.substring(7));
    }

    static BootstrapToken random() {
        SecureRandom random = new SecureRandom();
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < 22; i++) {
            token.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new BootstrapToken(token.substring(0, 6), token.substring(6));
    }

    void create(ApiState state, Instant expiry) {
        ObjectNode object = Json.object()
                .put("apiVersion", "v1")
                .put("kind", "Secret")
                .put("type", "bootstrap.kubernetes.io/token");
        object.withObject("/metadata").put("name", name(id)).put("namespace", NAMESPACE);
        object.withObject("/stringData")
                .put("token-id", id)
                .put("token-secret", secret)
                .put("expiration", expiry.toString());
        state.put("secrets", object);
    }

    /** Whether the cluster knows this token and it has not expired. */
    boolean valid(ApiState state) {
        return state.find("secrets", NAMESPACE, name(id))
                .filter(object -> secret.equals(value(object, "token-secret").orElse(null)))
                .filter(object -> value(object, "expiration")
                        .map(time -> isAfter(time, state.now()))
                        .orElse(true))
                .isPresent();
    }

    static boolean delete(ApiState state, String id) {
        Optional<ObjectNode> found = state.find("secrets", NAMESPACE, name(id));
        found.ifPresent(object -> state.remove("secrets", object));
        return found.isPresent();
    }

    private static boolean isAfter(String time, Instant now) {
        try {
            return Instant.parse(time).isAfter(now);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static String name(String id) {
        return "bootstrap-token-" + id;
    }

    private static Optional<String> value(ObjectNode secret, String key) {
        if (secret.at("/stringData/" + key).isTextual()) {
            return Optional.of(secret.at("/stringData/" + key).asText());
        }
        return Optional.of(secret.at("/data/" + key))
                .filter(value -> value.isTextual())
                .map(value -> new String(Base64.getDecoder().decode(value.asText()), StandardCharsets.UTF_8));
    }

    /** The secret half stays out of every message. */
    @Override
    public String toString() {
        return "BootstrapToken[" + id + "]";
    }
}
