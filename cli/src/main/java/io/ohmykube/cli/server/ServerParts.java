package io.ohmykube.cli.server;

import io.ohmykube.cli.operation.Commands;
import io.ohmykube.cli.operation.Steps;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.Home;
import java.time.Clock;
import java.util.Map;

/**
 * What the server works with.
 *
 * @param beans what processes name
 * @param version of this program
 */
public record ServerParts(
        Home home,
        ClusterStore store,
        Steps.Factory steps,
        Map<String, Object> beans,
        Work work,
        Commands commands,
        Clock clock,
        String version) {}
