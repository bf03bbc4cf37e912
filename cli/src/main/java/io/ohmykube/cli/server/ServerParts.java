package io.ohmykube.cli.server;

import io.ohmykube.cli.operation.Commands;
import io.ohmykube.cli.operation.Steps;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.Home;
import io.ohmykube.workers.health.HealthCheck;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the server works with.
 *
 * @param beans what processes name
 * @param health looks at nodes; to be closed by who asked for it
 * @param version of this program
 */
public record ServerParts(
        Home home,
        ClusterStore store,
        Steps.Factory steps,
        Map<String, Object> beans,
        Work work,
        Supplier<HealthCheck> health,
        Commands commands,
        Clock clock,
        String version) {}
