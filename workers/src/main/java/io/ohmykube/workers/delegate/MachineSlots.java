package io.ohmykube.workers.delegate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Places for machines that are being made: so many of a cluster at once, first come first served. */
final class MachineSlots {
    private final Map<Key, Semaphore> places = new ConcurrentHashMap<>();

    private record Key(String cluster, int limit) {}

    /** Holds a place until it is closed. */
    interface Slot extends AutoCloseable {
        @Override
        void close();
    }

    /** @param waiting run once before waiting, where no place is free */
    Slot take(String cluster, int limit, Runnable waiting) throws InterruptedException {
        Semaphore semaphore = places.computeIfAbsent(new Key(cluster, limit), key -> new Semaphore(key.limit(), true));
        if (!semaphore.tryAcquire()) {
            waiting.run();
            semaphore.acquire();
        }
        return semaphore::release;
    }
}
