package io.ohmykube.cache.fetch;

import io.ohmykube.cache.CacheException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Stands in for the internet: {@code https://HOST/PATH} is read from {@code base/HOST/PATH}. */
public final class Mirror {
    private final URI base;

    private Mirror(URI base) {
        this.base = base;
    }

    /**
     * Reads what the user gave.
     *
     * @param text a directory that exists, a {@code file:} or an {@code http(s):} URL
     * @throws CacheException of kind INVALID if it is none of these
     */
    public static Mirror of(String text) {
        try {
            if (text.startsWith("http://") || text.startsWith("https://")) {
                URI address = URI.create(text.endsWith("/") ? text : text + "/");
                if (address.getHost() != null && address.getRawUserInfo() == null) {
                    return new Mirror(address);
                }
            } else {
                Path directory = text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text);
                if (Files.isDirectory(directory)) {
                    return new Mirror(directory.toAbsolutePath().normalize().toUri());
                }
            }
        } catch (IllegalArgumentException malformed) {
            throw invalid(text, malformed);
        }
        throw invalid(text, null);
    }

    /** Where the copy of {@code source} is; {@code source} must have been accepted by {@link Fetcher}. */
    URI locate(URI source) {
        return URI.create(base + source.getRawAuthority() + source.getRawPath());
    }

    @Override
    public String toString() {
        return base.toString();
    }

    private static CacheException invalid(String text, @Nullable Throwable cause) {
        return new CacheException(
                CacheException.Kind.INVALID,
                "mirror '" + text.replaceFirst("//.*@", "//...@")
                        + "' is neither a directory nor a file:, http: or https: URL without a password",
                cause);
    }
}
