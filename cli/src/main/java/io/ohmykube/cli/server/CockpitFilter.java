package io.ohmykube.cli.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;

/** Logs our accounts in to Camunda's web applications: the engine knows no users of its own. */
final class CockpitFilter extends ContainerBasedAuthenticationFilter {
    private static final Set<String> APPLICATIONS = Set.of("cockpit", "tasklist", "welcome");

    /** Whether it still holds is found out with every request. */
    private static final Duration ALWAYS = Duration.ofDays(36_500);

    @Override
    protected UserAuthentication createAuthentication(
            ProcessEngine engine, String name, List<String> groups, List<String> tenants) {
        UserAuthentication known = new UserAuthentication(name, engine.getName());
        known.setGroupIds(groups == null ? List.of() : groups);
        known.setTenantIds(tenants == null ? List.of() : tenants);
        known.setAuthorizedApps(APPLICATIONS);
        known.setCacheValidationTime(Date.from(Instant.now().plus(ALWAYS)));
        return known;
    }
}
