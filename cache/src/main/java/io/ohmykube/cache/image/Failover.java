package io.ohmykube.cache.image;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks one endpoint after the other. One that could not be connected to is asked last from then on. */
final class Failover {
    private static final Set<Kind> ONLY_HERE = Set.of(Kind.UNAVAILABLE, Kind.NOT_FOUND, Kind.CHECKSUM_MISMATCH);

    private final Set<String> unreachable = ConcurrentHashMap.newKeySet();

    /**
     * The first answer.
     *
     * @throws CacheException what each of them said, if there was none
     */
    <T> T first(List<Endpoint> endpoints, Function<Endpoint, T> question) {
        List<CacheException> failures = new ArrayList<>();
        @Nullable Kind said = null;
        for (Endpoint endpoint : reachableFirst(endpoints)) {
            try {
                T answer = question.apply(endpoint);
                unreachable.remove(endpoint.base());
                return answer;
            } catch (CacheException failure) {
                if (failure.kind() == Kind.UNAVAILABLE && failure.retryAfter() == null) {
                    unreachable.add(endpoint.base());
                }
                failures.add(failure);
                said = endpoint.isMirror() ? said : failure.kind();
                if (!ONLY_HERE.contains(failure.kind())
                        || Thread.currentThread().isInterrupted()) {
                    throw failure;
                }
            }
        }
        throw all(failures, said);
    }

    private List<Endpoint> reachableFirst(List<Endpoint> endpoints) {
        return endpoints.stream()
                .sorted(Comparator.comparing(endpoint -> unreachable.contains(endpoint.base())))
                .toList();
    }

    /**
     * Worth another attempt if one of them is.
     *
     * @param said what the registry itself said, which counts more than what its mirrors lack
     */
    private static CacheException all(List<CacheException> failures, @Nullable Kind said) {
        if (failures.size() == 1) {
            return failures.get(0);
        }
        @Nullable
        Duration soonest = failures.stream()
                .map(CacheException::retryAfter)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        Kind kind = said != null
                ? said
                : failures.stream()
                        .map(CacheException::kind)
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
        return new CacheException(
                kind,
                failures.stream().map(CacheException::getMessage).collect(Collectors.joining("; and ")),
                failures.get(0),
                soonest);
    }
}
