package io.ohmykube.cli.team;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** One open stream of events. */
final class Listener implements Flow.Subscriber<String> {
    private final EventSums heard = new EventSums();
    private volatile Flow.@Nullable Subscription open;
    private volatile @Nullable CompletableFuture<HttpResponse<Void>> answer;

    /** Opens it; the server answers with the first event. */
    static Listener open(HttpClient http, HttpRequest request) {
        Listener listener = new Listener();
        listener.answer = http.sendAsync(request, HttpResponse.BodyHandlers.fromLineSubscriber(listener));
        return listener;
    }

    boolean isOpen() {
        return open != null && !Objects.requireNonNull(answer).isDone();
    }

    EventSums heard() {
        return heard;
    }

    /** Hangs up. */
    void close() {
        Objects.requireNonNull(open).cancel();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        open = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        heard.hear(line);
    }

    @Override
    public void onError(Throwable failure) {
        // The answer has it.
    }

    @Override
    public void onComplete() {
        // So is the answer.
    }
}
