package io.ohmykube.cache.fetch;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One file of a server, over as many connections as it takes: where one breaks off, the next goes on behind the last
 * byte that came. What is read this way must be verified as a whole by who reads it.
 */
public final class Download {
    private static final int PARTIAL = 206;
    private static final int BEYOND_THE_END = 416;
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|[*])");

    private final Source source;
    private @Nullable String validator;
    private long total = -1;

    private Download(Source source) {
        this.source = source;
    }

    /** Asks for the file. */
    public interface Source {
        /**
         * The answer to a GET with these headers besides others.
         *
         * @throws CacheException if its status is none of 200, 206 and 416
         */
        Answer ask(Map<String, String> headers);
    }

    /**
     * Begins to read.
     *
     * @param have how many bytes of the file are here already
     * @return the bytes behind those, or all if the server gives no less: its offset says which
     */
    public static Body open(Source source, long have, Attempts attempts) {
        Download download = new Download(source);
        Answer answer = source.ask(have == 0 ? Map.of() : Map.of("Range", "bytes=" + have + "-"));
        long offset = answer.status() == PARTIAL ? start(answer) : 0;
        if (answer.status() == BEYOND_THE_END || (offset != 0 && offset != have) || (offset == 0 && !answer.ok())) {
            answer.discard();
            answer = source.ask(Map.of());
            offset = 0;
        }
        download.validator = validator(answer);
        download.total = total(answer);
        ResumingStream stream =
                new ResumingStream(answer.body().stream(), offset, at -> download.from(at, attempts), attempts);
        return new Body(answer.address(), stream, offset, download.total);
    }

    /** The bytes from {@code at} on, of the same file. */
    private Body from(long at, Attempts attempts) {
        return attempts.of(() -> {
            Map<String, String> headers = new HashMap<>(Map.of("Range", "bytes=" + at + "-"));
            if (validator != null) {
                headers.put("If-Range", validator);
            }
            Answer answer = source.ask(headers);
            boolean partial = answer.status() == PARTIAL;
            if (isTheSame(answer) && ((partial && start(answer) == at) || (answer.ok() && skip(answer, at)))) {
                return answer.body();
            }
            answer.discard();
            throw new CacheException(
                    Kind.UNAVAILABLE, answer.address() + " changed while it was read", null, Duration.ZERO);
        });
    }

    private boolean isTheSame(Answer answer) {
        String now = validator(answer);
        long size = total(answer);
        return (validator == null || now == null || validator.equals(now))
                && (total < 0 || size < 0 || total == size)
                && answer.status() != BEYOND_THE_END;
    }

    private static boolean skip(Answer answer, long count) {
        try {
            answer.body().stream().skipNBytes(count);
            return true;
        } catch (IOException shorterThanBefore) {
            return false;
        }
    }

    /** What tells this content from another at the same address: a strong entity tag, or the time of its last change. */
    private static @Nullable String validator(Answer answer) {
        String tag = answer.headers().firstValue("ETag").orElse("");
        return tag.startsWith("\"")
                ? tag
                : answer.headers().firstValue("Last-Modified").orElse(null);
    }

    private static long start(Answer answer) {
        Matcher range = range(answer);
        return range.matches() ? Long.parseLong(range.group(1)) : -1;
    }

    /** Bytes of the whole, or -1. */
    private static long total(Answer answer) {
        if (answer.ok()) {
            return answer.body().length();
        }
        Matcher range = range(answer);
        return range.matches() && !"*".equals(range.group(2)) ? Long.parseLong(range.group(2)) : -1;
    }

    private static Matcher range(Answer answer) {
        return RANGE.matcher(answer.headers().firstValue("Content-Range").orElse(""));
    }
}
