package io.ohmykube.cache.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file of logins as Podman and Docker keep them. */
final class AuthFile {
    private static final String DOCKER_HUB = "https://index.docker.io/v1/";

    private final Path file;
    private final JsonNode tree;
    private final CredentialHelpers helpers;

    private AuthFile(Path file, JsonNode tree, CredentialHelpers helpers) {
        this.file = file;
        this.tree = tree;
        this.helpers = helpers;
    }

    /** Throws {@link CacheException} if it cannot be understood; what it says is not told. */
    static AuthFile read(Path file, CredentialHelpers helpers) {
        try {
            return new AuthFile(file, new JsonMapper().readTree(Files.readAllBytes(file)), helpers);
        } catch (IOException cause) {
            throw new CacheException(
                    Kind.INVALID, "the logins in " + file + " cannot be read; is it JSON, and yours to read?", null);
        }
    }

    /** The login of the longest name that the repository's begins with, or what the helper of the registry says. */
    Credentials.@Nullable Login find(String registry, String repository) {
        String helper = tree.path("credHelpers").path(registry).asText("");
        if (!helper.isEmpty()) {
            return helpers.ask(helper, List.of(registry));
        }
        for (String name = registry + "/" + repository; ; name = name.substring(0, name.lastIndexOf('/'))) {
            Credentials.Login login = login(name);
            if (login != null || name.indexOf('/') < 0) {
                return login != null ? login : fromStore(registry);
            }
        }
    }

    private Credentials.@Nullable Login login(String name) {
        for (Map.Entry<String, JsonNode> entry : tree.path("auths").properties()) {
            if (name.equals(plain(entry.getKey()))) {
                Credentials.Login login = login(entry.getKey(), entry.getValue());
                if (login != null) {
                    return login;
                }
            }
        }
        return null;
    }

    private Credentials.@Nullable Login login(String key, JsonNode entry) {
        String token = entry.path("identitytoken").asText("");
        if (!token.isEmpty()) {
            return new Credentials.Login("", token, true);
        }
        String user = entry.path("username").asText("");
        String password = entry.path("password").asText("");
        String both = entry.path("auth").asText("");
        if (!both.isEmpty()) {
            try {
                String text = new String(Base64.getDecoder().decode(both.strip()), StandardCharsets.UTF_8);
                int colon = text.indexOf(':');
                user = text.substring(0, Math.max(0, colon));
                password = text.substring(colon + 1);
            } catch (IllegalArgumentException malformed) {
                throw new CacheException(
                        Kind.INVALID, "the login for " + key + " in " + file + " is not in base 64", null);
            }
        }
        return user.isEmpty() ? null : new Credentials.Login(user, password, false);
    }

    private Credentials.@Nullable Login fromStore(String registry) {
        String store = tree.path("credsStore").asText("");
        if (store.isEmpty()) {
            return null;
        }
        List<String> names = new ArrayList<>();
        if ("docker.io".equals(registry)) {
            names.add(DOCKER_HUB);
        }
        names.add(registry);
        names.add("https://" + registry);
        return helpers.ask(store, names);
    }

    /** Docker writes registries as URLs, once with the version of their protocol. */
    private static String plain(String key) {
        String name =
                key.replaceFirst("^https?://", "").replaceFirst("/v[12]/?$", "").replaceFirst("/+$", "");
        int slash = name.indexOf('/');
        return slash < 0
                ? ImageReference.registry(name)
                : ImageReference.registry(name.substring(0, slash)) + name.substring(slash);
    }
}
