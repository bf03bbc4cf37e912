package io.ohmykube.cli.server;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What happens, as it happens. */
@RestController
@Tag(name = "events")
class EventsApi {
    private static final int MOST = 1000;

    private final EventFeed feed;

    EventsApi(EventFeed feed) {
        this.feed = feed;
    }

    @GetMapping(path = "/api/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Events of steps and processes, as server-sent events",
            description =
                    "Begins now, or behind the event in Last-Event-ID: then nothing is missing. With from=start all that"
                            + " was recorded is sent first.")
    SseEmitter events(
            @RequestParam(name = "cluster", required = false) @Nullable String cluster,
            @RequestParam(name = "from", defaultValue = "now") String from,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last) {
        if (!from.equals("now") && !from.equals("start")) {
            throw new Refusal(Refusal.Kind.INVALID, "from: now or start");
        }
        if (feed.listeners() >= MOST) {
            throw new Refusal(Refusal.Kind.UNAVAILABLE, "too many listen already");
        }
        boolean goesOn = last != null && !last.isBlank();
        EventStream stream = new EventStream(
                feed,
                name -> cluster == null || cluster.equals(name),
                Positions.parse(last),
                !goesOn && from.equals("now"));
        feed.add(stream);
        return stream.emitter();
    }
}
