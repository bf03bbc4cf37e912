package io.ohmykube.workers.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does the same with many things, a few at a time, and stops at the first failure. */
public final class Abreast {
    /** How long those that are interrupted get to end what they run on nodes. */
    private static final Duration TO_END = Duration.ofSeconds(4);

    private Abreast() {}

    /**
     * Returns when all is done. The first failure is thrown as it is once the others were interrupted and have ended; an
     * interrupt of this thread interrupts them all and waits for them, too.
     */
    public static <T> void run(int atOnce, Collection<T> things, Consumer<T> action) {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            ExecutorCompletionService<Void> running = new ExecutorCompletionService<>(threads);
            List<T> all = new ArrayList<>(things);
            all.forEach(thing -> running.submit(() -> action.accept(thing), null));
            for (int done = 0; done < all.size(); done++) {
                running.take().get();
            }
        } catch (ExecutionException e) {
            end(threads);
            throw unchecked(e);
        } catch (InterruptedException e) {
            end(threads);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        try {
            // What takes longer is left behind; whoever looks next finds out what it did.
            var unused = threads.awaitTermination(TO_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException unchecked(ExecutionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
            return cause;
        }
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(e.getCause());
    }
}
