package io.ohmykube.cli.server;

import io.ohmykube.cli.view.Failure;
import io.ohmykube.cli.view.Heading;
import io.ohmykube.cli.view.Result;
import io.ohmykube.cli.view.View;
import io.ohmykube.workers.contract.StepEvent;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where nobody looks on: the records of runs and the log of events tell everything but warnings. */
final class Unwatched implements View {
    private static final Logger LOG = LoggerFactory.getLogger(Unwatched.class);

    private final String cluster;

    Unwatched(String cluster) {
        this.cluster = cluster;
    }

    @Override
    public void stoppedBy(List<Failure> failures) {}

    @Override
    public void begin(Heading heading) {}

    @Override
    public void on(StepEvent event) {}

    @Override
    public void warn(String message) {
        LOG.warn("{}: {}", cluster, message);
    }

    @Override
    public void end(Result result) {}

    @Override
    public void close() {}
}
