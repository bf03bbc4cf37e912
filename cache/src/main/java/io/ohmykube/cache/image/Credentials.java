package io.ohmykube.cache.image;

import org.jspecify.annotations.Nullable;

/** Knows how to log in to registries. */
public interface Credentials {
    /** Nobody is known anywhere. */
    Credentials NONE = (registry, repository) -> null;

    /**
     * How to log in, or null to stay anonymous.
     *
     * @param registry {@code HOST[:PORT]}, {@code docker.io} for Docker Hub
     * @param repository within the registry
     * @throws io.ohmykube.cache.CacheException if there is a login that cannot be read
     */
    @Nullable
    Login find(String registry, String repository);

    /**
     * One user of one registry.
     *
     * @param user name; empty with an identity token
     * @param secret the password, or the identity token
     * @param isIdentityToken whether the secret is a token that is exchanged for others, not a password
     */
    record Login(String user, String secret, boolean isIdentityToken) {
        @Override
        public String toString() {
            return "a login as " + (user.isEmpty() ? "the owner of a token" : user);
        }
    }
}
