package io.ohmykube.cli.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who has logged in, by a secret that only he has. It is remembered as its hash, and until this program ends. */
final class Tokens {
    static final Duration LIFE = Duration.ofHours(12);
    private static final int BYTES = 32;
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Duration life;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    /** @param until null for as long as this program runs */
    private record Entry(String account, @Nullable Instant until) {}

    Tokens(Clock clock) {
        this(clock, LIFE);
    }

    /** @param life of each secret */
    Tokens(Clock clock, Duration life) {
        this.clock = clock;
        this.life = life;
    }

    /** A new secret for an account. */
    String issue(String account) {
        entries.values().removeIf(this::isOver);
        if (entries.size() >= MOST) {
            throw new Refusal(Refusal.Kind.TOO_MANY, "too many are logged in");
        }
        return put(new Entry(account, clock.instant().plus(life)));
    }

    /** One for programs on this host that may read our files. */
    String issueForGood(String account) {
        return put(new Entry(account, null));
    }

    /** The account whose secret this is. */
    Optional<String> account(String token) {
        return Optional.ofNullable(entries.get(hash(token)))
                .filter(entry -> !isOver(entry))
                .map(Entry::account);
    }

    /** As {@link #account}, and from now on it is the secret of nobody: of several at the same time one gets it. */
    Optional<String> take(String token) {
        return Optional.ofNullable(entries.remove(hash(token)))
                .filter(entry -> !isOver(entry))
                .map(Entry::account);
    }

    void revoke(String token) {
        entries.remove(hash(token));
    }

    /** All of an account. */
    void revokeAll(String account) {
        entries.values().removeIf(entry -> entry.account().equals(account) && entry.until() != null);
    }

    private String put(Entry entry) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        entries.put(hash(token), entry);
        return token;
    }

    private boolean isOver(Entry entry) {
        return entry.until() != null && clock.instant().isAfter(entry.until());
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
