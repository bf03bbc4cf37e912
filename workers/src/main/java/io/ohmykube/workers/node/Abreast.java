package io.ohmykube.workers.node;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Does the same with many things, a few at a time, and stops at the first failure. */
public final class Abreast {
    private Abreast() {}

    /**
     * Returns when all is done. The first failure is thrown as it is once the others were interrupted; an interrupt of
     * this thread interrupts them all.
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
            throw unchecked(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            threads.shutdownNow();
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
