package io.ohmykube.cache;

import io.ohmykube.cache.fetch.Mirror;
import io.ohmykube.cache.fetch.Proxies;
import io.ohmykube.cache.image.Credentials;
import io.ohmykube.cache.image.RegistryMirrors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where to fetch from, and how to get there.
 *
 * @param mirror of packages and manifests in place of the internet, or null
 * @param registryMirrors what is asked for images before, or instead of, the registries that their names say
 * @param proxies that stand between this host and others
 * @param caFile PEM certificates to trust besides the usual ones, or null
 * @param offline whether nothing may be connected to at all; a mirror that is a directory can still be read
 * @param credentials for registries that want a login
 */
public record CacheOptions(
        @Nullable Mirror mirror,
        RegistryMirrors registryMirrors,
        Proxies proxies,
        @Nullable Path caFile,
        boolean offline,
        Credentials credentials) {
    /** Everything from where it is published, anonymously and without a proxy. */
    public static CacheOptions none() {
        return new CacheOptions(null, RegistryMirrors.NONE, Proxies.NONE, null, false, Credentials.NONE);
    }

    /**
     * Reads the mirrors that the user gave; null and blank mean none.
     *
     * @param mirror a directory, a {@code file:} or an {@code http(s):} URL that holds {@code HOST/PATH}
     * @param registryMirror what {@link RegistryMirrors#of} understands
     * @throws CacheException of kind INVALID if one of them makes no sense
     */
    public static CacheOptions of(@Nullable String mirror, @Nullable String registryMirror) {
        return none().withMirror(isSet(mirror) ? Mirror.of(mirror.strip()) : null)
                .withRegistryMirrors(
                        isSet(registryMirror)
                                ? RegistryMirrors.of(List.of(registryMirror.strip()))
                                : RegistryMirrors.NONE);
    }

    /** Whether anything is fetched from elsewhere than where it is published. */
    public boolean mirrored() {
        return mirror != null || !registryMirrors.isEmpty();
    }

    public CacheOptions withMirror(@Nullable Mirror other) {
        return new CacheOptions(other, registryMirrors, proxies, caFile, offline, credentials);
    }

    public CacheOptions withRegistryMirrors(RegistryMirrors others) {
        return new CacheOptions(mirror, others, proxies, caFile, offline, credentials);
    }

    public CacheOptions withProxies(Proxies others) {
        return new CacheOptions(mirror, registryMirrors, others, caFile, offline, credentials);
    }

    /** Throws {@link CacheException} of kind INVALID if there is no such file to read. */
    public CacheOptions withCaFile(@Nullable Path file) {
        if (file != null && !(Files.isRegularFile(file) && Files.isReadable(file))) {
            throw new CacheException(
                    CacheException.Kind.INVALID, "CA file '" + file + "' is not a file that can be read", null);
        }
        return new CacheOptions(mirror, registryMirrors, proxies, file, offline, credentials);
    }

    public CacheOptions withOffline(boolean wanted) {
        return new CacheOptions(mirror, registryMirrors, proxies, caFile, wanted, credentials);
    }

    public CacheOptions withCredentials(Credentials others) {
        return new CacheOptions(mirror, registryMirrors, proxies, caFile, offline, others);
    }

    private static boolean isSet(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
