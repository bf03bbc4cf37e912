package io.ohmykube.cache.packages;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the SHA-256 of one file from what a project publishes: a bare sum, a line with sum and name, or many such lines,
 * also within a PGP-signed message. The signature is not checked.
 */
final class PublishedChecksum {
    private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64})(?:\\s+[*]?(\\S+))?");

    private PublishedChecksum() {}

    /**
     * @param text the checksum file
     * @param file the name of the file the sum is of
     * @param source of the checksum file, for messages
     */
    static String find(String text, String file, URI source) {
        List<Matcher> lines = text.lines()
                .map(line -> LINE.matcher(line.strip()))
                .filter(Matcher::matches)
                .toList();
        for (Matcher line : lines) {
            String name = line.group(2);
            if (name != null && name.substring(name.lastIndexOf('/') + 1).equals(file)) {
                return "sha256:" + line.group(1).toLowerCase(Locale.ROOT);
            }
        }
        if (lines.size() == 1 && lines.get(0).group(2) == null) {
            return "sha256:" + lines.get(0).group(1).toLowerCase(Locale.ROOT);
        }
        throw new CacheException(Kind.CHECKSUM_MISMATCH, source + " holds no SHA-256 sum of " + file, null);
    }
}
