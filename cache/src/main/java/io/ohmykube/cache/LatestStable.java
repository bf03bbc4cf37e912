package io.ohmykube.cache;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.fetch.Fetcher;
import io.ohmykube.cache.store.Yaml;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest stable release of Kubernetes. What was answered holds for a day, from the same address; without a network
 * it holds for ever, which is told once it is older than that.
 */
final class LatestStable {
    private static final Logger LOG = LoggerFactory.getLogger(LatestStable.class);
    private static final URI STABLE = URI.create("https://dl.k8s.io/release/stable.txt");
    private static final String FORM = "v\\d+\\.\\d+\\.\\d+";
    private static final Duration FRESH = Duration.ofDays(1);

    private final Path record;
    private final Fetcher fetcher;
    private final Yaml yaml;
    private final Clock clock;

    /** @param record where the answer is remembered */
    LatestStable(Path record, Fetcher fetcher, Yaml yaml, Clock clock) {
        this.record = record;
        this.fetcher = fetcher;
        this.yaml = yaml;
        this.clock = clock;
    }

    private record Remembered(String version, String source, Instant asked) {}

    String get() {
        Remembered remembered = recall();
        Instant now = clock.instant();
        if (remembered != null && isFresh(remembered, now)) {
            return remembered.version();
        }
        if (remembered != null && fetcher.isOffline(STABLE)) {
            if (remembered.asked().isBefore(now.minus(FRESH))) {
                LOG.warn("taking {}, the latest Kubernetes version on {}", remembered.version(), remembered.asked());
            }
            return remembered.version();
        }
        String version = ask();
        remember(version, now);
        return version;
    }

    private String ask() {
        String version = fetcher.text(STABLE).strip();
        if (!version.matches(FORM)) {
            throw new CacheException(
                    Kind.UNAVAILABLE,
                    STABLE + " did not answer with a version; does a proxy answer in its place?",
                    null);
        }
        return version;
    }

    private boolean isFresh(Remembered remembered, Instant now) {
        return remembered.source().equals(source())
                && !remembered.asked().isAfter(now)
                && remembered.asked().isAfter(now.minus(FRESH));
    }

    private String source() {
        return fetcher.locate(STABLE).toString();
    }

    private @Nullable Remembered recall() {
        JsonNode known = yaml.readIfGood(record);
        if (known == null || !known.path("version").asText().matches(FORM)) {
            return null;
        }
        try {
            return new Remembered(
                    known.path("version").asText(),
                    known.path("source").asText(),
                    Instant.parse(known.path("asked").asText()));
        } catch (DateTimeParseException damaged) {
            return null;
        }
    }

    private void remember(String version, Instant now) {
        try {
            yaml.write(
                    record,
                    Yaml.document()
                            .put("version", version)
                            .put("source", source())
                            .put("asked", now.truncatedTo(ChronoUnit.SECONDS).toString()));
        } catch (CacheException unwritable) {
            // The next command asks again, and what cannot be kept at all says so itself.
            LOG.debug("{}", unwritable.getMessage());
        }
    }
}
