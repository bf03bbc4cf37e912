package io.ohmykube.cli.server;

import io.ohmykube.processes.SharedEngine;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the server works; for everybody. */
@RestController
@Tag(name = "health")
class HealthApi {
    private static final Logger LOG = LoggerFactory.getLogger(HealthApi.class);
    private static final String SERVICE = "ohmykube";

    private final SharedEngine engine;

    HealthApi(SharedEngine engine) {
        this.engine = engine;
    }

    /** How it stands. */
    record Health(String status, String service) {}

    @GetMapping({"/health", "/health/ready"})
    @Operation(summary = "Whether it can work: 503 while its database cannot be reached")
    ResponseEntity<Health> ready() {
        try {
            engine.unfinished();
            return ResponseEntity.ok(new Health("healthy", SERVICE));
        } catch (RuntimeException e) {
            LOG.warn("the database cannot be reached", e);
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(new Health("unhealthy", SERVICE));
        }
    }

    @GetMapping("/health/live")
    @Operation(summary = "Whether it runs")
    Health live() {
        return new Health("healthy", SERVICE);
    }
}
