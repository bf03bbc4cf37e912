package io.ohmykube.cli.server;

import io.ohmykube.config.ClusterStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event logs of all clusters, watched as they grow. Whoever wrote them: this server, another one, or a command. The
 * log of a cluster that is removed can be read to its end for a while.
 */
final class EventFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);
    private static final long LOOK_MILLIS = 150;
    private static final Duration KEPT = Duration.ofMinutes(2);

    private final ClusterStore store;
    private final Map<String, EventTail> tails = new ConcurrentHashMap<>();
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService look = Executors.newSingleThreadScheduledExecutor(Threads.named("events"));
    private final ExecutorService senders = Executors.newCachedThreadPool(Threads.named("event-sender"));

    private final ScheduledFuture<?> looking;

    EventFeed(ClusterStore store) {
        this.store = store;
        look();
        looking = look.scheduleWithFixedDelay(this::lookSafely, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The logs there are, also those of clusters that are gone since a short time. */
    List<EventTail> tails() {
        return List.copyOf(tails.values());
    }

    void add(EventStream stream) {
        streams.add(stream);
        send(stream);
    }

    void remove(EventStream stream) {
        streams.remove(stream);
    }

    int listeners() {
        return streams.size();
    }

    private void lookSafely() {
        try {
            look();
            streams.forEach(this::send);
        } catch (RuntimeException e) {
            LOG.warn("the event logs cannot be watched", e);
        }
    }

    /** A stream that is slow is sent to by one thread only, and misses nothing: it reads on where it was. */
    private void send(EventStream stream) {
        if (stream.take()) {
            senders.execute(stream::send);
        }
    }

    private void look() {
        Set<String> names = new HashSet<>(store.names());
        for (String name : names) {
            tails.compute(name, (key, tail) -> {
                try {
                    if (tail != null && tail.isSame(store.files(name).events())) {
                        tail.look();
                        return tail;
                    }
                    EventTail opened = EventTail.open(name, store.files(name).events());
                    if (opened != null && tail != null) {
                        tail.close();
                    }
                    return opened == null ? tail : opened;
                } catch (IOException e) {
                    LOG.debug("the events of cluster {} cannot be read", name, e);
                    return tail;
                }
            });
        }
        Instant now = Instant.now();
        tails.values().removeIf(tail -> {
            if (names.contains(tail.cluster())) {
                return false;
            }
            if (tail.goneFor(now).compareTo(KEPT) < 0) {
                return false;
            }
            tail.close();
            return true;
        });
    }

    @Override
    public void close() {
        looking.cancel(false);
        look.shutdownNow();
        streams.forEach(EventStream::end);
        senders.shutdown();
        tails.values().forEach(EventTail::close);
    }
}
