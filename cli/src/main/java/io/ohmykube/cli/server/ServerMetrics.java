package io.ohmykube.cli.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.ohmykube.cli.operation.Steps;
import io.ohmykube.config.Cluster;
import io.ohmykube.processes.Journal;
import io.ohmykube.processes.workflow.Workflow;
import io.ohmykube.workers.contract.StepEvent;
import io.ohmykube.workers.contract.StepListener;
import java.time.Duration;
import java.util.Locale;

/** Counts what happens, for Prometheus. Names of clusters and nodes are no labels: there may be any number of them. */
final class ServerMetrics {
    private static final String STEP = "step";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    ServerMetrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
    }

    /** Tells from now on how many clusters are worked on, and how many runs have not ended. */
    void watch(ClusterWork work, java.util.function.IntSupplier unfinished) {
        Gauge.builder("ohmykube.clusters.active", work, running -> running.active()
                        .size())
                .description("clusters that are worked on by this server")
                .register(registry);
        Gauge.builder("ohmykube.processes.unfinished", unfinished::getAsInt)
                .description("processes in the database that have not ended")
                .register(registry);
    }

    /** The steps of a factory, counted. */
    Steps.Factory counting(Steps.Factory steps) {
        return new Steps.Factory() {
            @Override
            public Steps open(Cluster cluster, Journal journal, StepListener listener) {
                return steps.open(cluster, journal, event -> {
                    count(event);
                    listener.on(event);
                });
            }

            @Override
            public Workflow workflow() {
                return steps.workflow();
            }
        };
    }

    private void count(StepEvent event) {
        Tags step = Tags.of(STEP, event.step());
        Long millis = event.durationMillis();
        switch (event.kind()) {
            case STARTED -> registry.counter("ohmykube.steps.started", step).increment();
            case RETRYING -> registry.counter("ohmykube.step.retries", step).increment();
            case REPAIRING -> registry.counter("ohmykube.step.repairs", step).increment();
            case FAILED -> registry.counter("ohmykube.incidents", step).increment();
            default -> {}
        }
        if (millis != null) {
            registry.timer(
                            "ohmykube.step.duration",
                            step.and("outcome", event.kind().name().toLowerCase(Locale.ROOT)))
                    .record(Duration.ofMillis(millis));
        }
    }

    /** A request was answered. */
    void answered(String method, String path, int status, Duration took) {
        registry.timer(
                        "http.server.requests",
                        Tags.of("method", method, "uri", path, "status", Integer.toString(status)))
                .record(took);
    }

    String scrape() {
        return registry.scrape();
    }
}
