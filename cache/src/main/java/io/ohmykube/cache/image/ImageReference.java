package io.ohmykube.cache.image;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an image, after the grammar and the defaults of the CNCF distribution project's {@code reference} package.
 *
 * @param registry host, with its port if it has one
 * @param repository within the registry
 * @param tag or null if there is a digest only
 * @param digest {@code sha256:…}, or null
 */
public record ImageReference(String registry, String repository, @Nullable String tag, @Nullable String digest) {
    private static final String COMPONENT = "[a-z0-9]+(?:(?:[.]|__?|-+)[a-z0-9]+)*";
    private static final String LABEL = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private static final Pattern REGISTRY =
            Pattern.compile("(?:" + LABEL + "(?:[.]" + LABEL + ")*|\\[[0-9a-fA-F:]+])(?::[0-9]{1,5})?");
    private static final Pattern REPOSITORY = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern PARTS = Pattern.compile("(?<name>[^@]+?)(?::(?<tag>[^:/@]+))?(?:@(?<digest>.+))?");
    private static final int LONGEST = 255;

    /** Reads a reference as a user or a manifest writes it. */
    public static ImageReference parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw invalid(text, "it is empty or has more than one @");
        }
        String name = parts.group("name");
        int slash = name.indexOf('/');
        boolean named = slash > 0 && isRegistry(name.substring(0, slash));
        String registry = named ? registry(name.substring(0, slash)) : "docker.io";
        String repository = named ? name.substring(slash + 1) : name;
        if ("docker.io".equals(registry) && repository.indexOf('/') < 0) {
            repository = "library/" + repository;
        }
        String digest = parts.group("digest");
        String tag = parts.group("tag") == null && digest == null ? "latest" : parts.group("tag");
        check(text, REGISTRY, registry, "registry");
        check(text, REPOSITORY, repository, "repository; it is written in lower case");
        check(text, TAG, tag, "tag");
        check(text, DIGEST, digest, "digest; only sha256 is supported");
        if (name.matches("[0-9a-f]{64}")) {
            throw invalid(text, "it is an ID; name the image by its repository and tag");
        }
        if (registry.length() + 1 + repository.length() > LONGEST) {
            throw invalid(text, "its name is longer than 255 characters");
        }
        return new ImageReference(registry, repository, tag, digest);
    }

    /** The one name of a registry that has several. */
    static String registry(String name) {
        return "index.docker.io".equals(name) ? "docker.io" : name;
    }

    /** As in the grammar's implementation: a first part is a host if it could not be a path of the default registry. */
    private static boolean isRegistry(String first) {
        return first.indexOf('.') >= 0
                || first.indexOf(':') >= 0
                || "localhost".equals(first)
                || first.chars().anyMatch(Character::isUpperCase);
    }

    private static void check(String text, Pattern form, @Nullable String part, String what) {
        if (part != null && !form.matcher(part).matches()) {
            throw invalid(text, "'" + part + "' is no " + what);
        }
    }

    private static CacheException invalid(String text, String reason) {
        return new CacheException(Kind.INVALID, "'" + text + "' is not the name of an image: " + reason, null);
    }

    /** What to ask the registry for: the digest if there is one, since a tag may have moved since. */
    String target() {
        String target = digest != null ? digest : tag;
        if (target == null) {
            throw new IllegalStateException("an image reference has a tag or a digest");
        }
        return target;
    }

    @Override
    public String toString() {
        return registry + "/" + repository + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }
}
