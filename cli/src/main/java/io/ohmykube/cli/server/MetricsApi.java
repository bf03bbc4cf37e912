package io.ohmykube.cli.server;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The measurements, in the text format of Prometheus. */
@RestController
@Tag(name = "metrics")
class MetricsApi {
    private final ServerMetrics metrics;

    MetricsApi(ServerMetrics metrics) {
        this.metrics = metrics;
    }

    @GetMapping(path = "/metrics", produces = "text/plain; version=0.0.4; charset=utf-8")
    @Operation(summary = "Measurements for Prometheus")
    String metrics() {
        return metrics.scrape();
    }
}
