package io.ohmykube.cli.server;

import io.ohmykube.cli.operation.Carrier;
import io.ohmykube.cli.operation.Interrupts;
import io.ohmykube.cli.view.Failure;
import io.ohmykube.cli.view.Heading;
import io.ohmykube.cli.view.Result;
import io.ohmykube.cli.view.View;
import io.ohmykube.workers.contract.StepEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One operation on one cluster: stands between it and those around it, and passes a wish to stop on. */
final class Operation implements View, Interrupts {
    private final String cluster;
    private final String command;
    private final Map<String, Operation> working;
    private final Carrier.Scene around;
    private final CompletableFuture<String> begun = new CompletableFuture<>();
    private volatile @Nullable Interruptible listening;
    private volatile String summary = "";

    /** @param working where it is to be found as soon as it works, by its cluster */
    Operation(String cluster, String command, Map<String, Operation> working, Carrier.Scene around) {
        this.around = around;
        this.working = working;
        this.cluster = cluster;
        this.command = command;
    }

    /** What the operation has around it. */
    Carrier.Scene scene() {
        return new Carrier.Scene(this, around.terminal(), this, around.asker());
    }

    String cluster() {
        return cluster;
    }

    /**
     * Waits until it works on the cluster, or has nothing to do there.
     *
     * @return what it does, in a line
     * @throws RuntimeException what kept it from that
     */
    String awaitBegun(long seconds) throws InterruptedException {
        try {
            return begun.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return command + " of cluster " + cluster;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** It came to nothing; returns false where whoever asked for it has been told already that it began. */
    boolean failed(RuntimeException failure) {
        return begun.completeExceptionally(failure);
    }

    void interrupt() {
        Interruptible now = listening;
        if (now != null) {
            now.stop();
        }
    }

    @Override
    public void listen(Interruptible now) {
        listening = now;
        around.interrupts().listen(now);
    }

    @Override
    public void end() {
        // Others work in this program: the operation sees that it is not to begin.
    }

    @Override
    public void begin(Heading heading) {
        working.put(cluster, this);
        summary = heading.summary();
        around.view().begin(heading);
    }

    @Override
    public void underWay() {
        begun.complete(summary);
        around.view().underWay();
    }

    @Override
    public void end(Result result) {
        begun.complete(result.summary());
        around.view().end(result);
    }

    @Override
    public void stoppedBy(List<Failure> failures) {
        around.view().stoppedBy(failures);
    }

    @Override
    public void on(StepEvent event) {
        around.view().on(event);
    }

    @Override
    public void warn(String message) {
        around.view().warn(message);
    }

    @Override
    public <T> T aside(Supplier<T> talk) {
        return around.view().aside(talk);
    }

    @Override
    public void close() {
        around.view().close();
    }
}
