package io.ohmykube.cli.server;

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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One operation on one cluster: looks on like a terminal would, and passes a wish to stop on. */
final class Operation implements View, Interrupts {
    private static final Logger LOG = LoggerFactory.getLogger(Operation.class);

    private final String cluster;
    private final String command;
    private final Map<String, Operation> working;
    private final CompletableFuture<String> begun = new CompletableFuture<>();
    private volatile @Nullable Interruptible listening;
    private volatile String summary = "";

    /** @param working where it is to be found as soon as it works, by its cluster */
    Operation(String cluster, String command, Map<String, Operation> working) {
        this.working = working;
        this.cluster = cluster;
        this.command = command;
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
    }

    @Override
    public void end() {
        // Others work in this program: the operation sees that it is not to begin.
    }

    @Override
    public void begin(Heading heading) {
        working.put(cluster, this);
        summary = heading.summary();
    }

    @Override
    public void underWay() {
        begun.complete(summary);
    }

    @Override
    public void end(Result result) {
        begun.complete(result.summary());
    }

    @Override
    public void stoppedBy(List<Failure> failures) {
        // Told in the record of the run.
    }

    @Override
    public void on(StepEvent event) {
        // Told in the log of events.
    }

    @Override
    public void warn(String message) {
        LOG.warn("{}: {}", cluster, message);
    }

    @Override
    public void close() {
        // Nothing is shown.
    }
}
