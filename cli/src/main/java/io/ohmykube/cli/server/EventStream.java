package io.ohmykube.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One listener: reads the logs on where he is, at his own pace. */
final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SIGN_OF_LIFE_NANOS = 15_000_000_000L;

    private final EventFeed feed;
    private final Predicate<String> clusters;
    private final Positions positions;
    private final SseEmitter emitter = new SseEmitter(0L);
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Set<EventTail> told = new HashSet<>();
    private volatile boolean ended;
    /** So long ago that something is sent at once: before that no browser knows that it listens. */
    private long lastSent = System.nanoTime() - 2 * SIGN_OF_LIFE_NANOS;

    /**
     * @param positions where to go on
     * @param fromNow whether logs of which the positions say nothing are read from their ends
     */
    EventStream(EventFeed feed, Predicate<String> clusters, Positions positions, boolean fromNow) {
        this.feed = feed;
        this.clusters = clusters;
        this.positions = positions;
        if (fromNow) {
            feed.tails().stream()
                    .filter(tail -> clusters.test(tail.cluster()) && positions.of(tail) == null)
                    .forEach(tail -> positions.put(tail, tail.size()));
        }
        emitter.onCompletion(this::end);
        emitter.onError(failure -> end());
        emitter.onTimeout(this::end);
    }

    SseEmitter emitter() {
        return emitter;
    }

    /** Whether the caller may {@link #send} now. */
    boolean take() {
        return !ended && busy.compareAndSet(false, true);
    }

    /** Sends all that is new. */
    void send() {
        try {
            for (EventTail tail : feed.tails()) {
                if (clusters.test(tail.cluster())) {
                    send(tail);
                }
            }
            if (System.nanoTime() - lastSent > SIGN_OF_LIFE_NANOS) {
                emitter.send(SseEmitter.event().comment("still here"));
                lastSent = System.nanoTime();
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debug("a listener went away", e);
            end();
        } finally {
            busy.set(false);
        }
    }

    void end() {
        if (!ended) {
            ended = true;
            feed.remove(this);
            emitter.complete();
        }
    }

    private void send(EventTail tail) throws IOException {
        Long known = positions.of(tail);
        long position = known == null ? 0 : Math.min(known, tail.size());
        for (String lines = tail.read(position); !lines.isEmpty() && !ended; lines = tail.read(position)) {
            for (String line : lines.substring(0, lines.length() - 1).split("\n", -1)) {
                position += line.length() + 1L;
                positions.put(tail, position);
                send(tail, new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
            }
        }
        if (tail.isGone() && position >= tail.size() && told.add(tail)) {
            positions.forget(tail);
            send("removed", JSON.createObjectNode().put("cluster", tail.cluster()));
            positions.put(tail, position);
        }
    }

    /** Lines that are not whole, as their writer died, are passed over. */
    private void send(EventTail tail, String line) throws IOException {
        JsonNode read;
        try {
            read = JSON.readTree(line);
        } catch (IOException e) {
            return;
        }
        if (!(read instanceof ObjectNode event)) {
            return;
        }
        JsonNode millis = event.remove("durationMillis");
        if (millis != null) {
            event.set("duration_millis", millis);
        }
        event.put("cluster", tail.cluster());
        send(event.has("event") ? "node" : event.has("run") ? "run" : "step", event);
    }

    private void send(String kind, ObjectNode data) throws IOException {
        emitter.send(SseEmitter.event().id(positions.id()).name(kind).data(data.toString()));
        lastSent = System.nanoTime();
    }
}
