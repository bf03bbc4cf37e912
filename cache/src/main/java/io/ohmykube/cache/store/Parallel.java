package io.ohmykube.cache.store;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does several things at once and waits for all of them. */
public final class Parallel {
    private Parallel() {}

    /**
     * The results in the order of the items.
     *
     * @param limit how many at once at most
     * @throws CacheException the failure of the first item that failed, in the order of the items; the others are ended
     */
    public static <A, B> List<B> map(List<A> items, int limit, Function<A, B> work) {
        if (items.size() < 2) {
            return items.stream().map(work).toList();
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(limit, items.size()), task -> {
            Thread thread = new Thread(task, "cache-parallel");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<B>> futures = new ArrayList<>();
            items.forEach(item -> futures.add(threads.submit(() -> work.apply(item))));
            List<B> results = new ArrayList<>();
            for (Future<B> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CacheException(Kind.UNAVAILABLE, "interrupted while fetching", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof CacheException cause) {
                throw new CacheException(cause.kind(), cause.getMessage(), cause);
            }
            throw new IllegalStateException(failed.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
