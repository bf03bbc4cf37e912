package io.ohmykube.cli.server;

import io.ohmykube.cli.operation.Carrier;
import io.ohmykube.processes.Engines;
import io.ohmykube.processes.SharedEngine;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The server, running. */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final ServerLog log;
    private final SharedEngine engine;
    private final ClusterWork work;
    private final EventFeed feed;
    private final String url;
    private final @Nullable String password;
    private @Nullable ConfigurableApplicationContext context;
    private @Nullable RunFile runFile;
    private boolean closed;

    private Server(ServerOptions options, ServerParts parts) {
        log = ServerLog.open(parts.home().server().resolve("server.log"));
        Accounts accounts = new Accounts(parts.home().server().resolve("accounts.json"));
        Tokens tokens = new Tokens(parts.clock());
        ServerMetrics metrics = new ServerMetrics();
        engine = Databases.open(options, parts);
        boolean started = false;
        try {
            CockpitContents.make(engine.services());
            password = accounts.makeFirst().orElse(null);
            work = new ClusterWork(
                    parts.store(),
                    parts.steps(),
                    metrics::counting,
                    engine,
                    options.passing() ? Engines.OWN : engine,
                    parts.work(),
                    parts.clock(),
                    parts.home().server().resolve("under-way"));
            feed = new EventFeed(parts.store());
            metrics.watch(work, () -> engine.unfinished().size());
            started = true;
        } finally {
            if (!started) {
                engine.close();
            }
        }
        started = false;
        try {
            ConfigurableApplicationContext running = new SpringApplicationBuilder(ServerContext.class)
                    .web(WebApplicationType.SERVLET)
                    .properties(properties(options))
                    .registerShutdownHook(false)
                    .logStartupInfo(false)
                    .initializers(made -> {
                        GenericApplicationContext beans = (GenericApplicationContext) made;
                        beans.registerBean(ServerOptions.class, () -> options);
                        beans.registerBean(ServerParts.class, () -> parts);
                        beans.registerBean(HostNames.class, () -> HostNames.of(options));
                        put(beans, Accounts.class, accounts);
                        put(beans, Tokens.class, tokens);
                        put(beans, Links.class, new Links(parts.clock()));
                        put(beans, ServerMetrics.class, metrics);
                        put(beans, SharedEngine.class, engine);
                        put(beans, ClusterWork.class, work);
                        put(beans, EventFeed.class, feed);
                    })
                    .run();
            context = running;
            int port = ((ServletWebServerApplicationContext) running)
                    .getWebServer()
                    .getPort();
            String host = options.address().contains(":") ? "[" + options.address() + "]" : options.address();
            url = (options.encrypted() ? "https://" : "http://") + host + ":" + port;
            runFile = RunFile.write(
                    parts.home().run(), port, url, tokens.issueForGood(RunFile.LOCAL), options.certificate());
            if (!options.passing()) {
                work.goOn();
                engine.beginDuties(Map.of(
                        "removeExpired", new Reaper(parts.store(), work, parts.work(), parts.clock()),
                        "lookAtNodes", new HealthWatch(parts.store(), parts.health(), parts.clock())));
            }
            started = true;
        } catch (PortInUseException e) {
            throw new IllegalArgumentException("--port: " + e.getPort() + " is in use; choose another one", e);
        } finally {
            if (!started) {
                close();
            }
        }
    }

    /** Starts it; when this returns it answers. Throws {@link IllegalArgumentException} for options that cannot be. */
    public static Server start(ServerOptions options, ServerParts parts) {
        // The log is ours; Spring would begin one of its own.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        return new Server(options, parts);
    }

    /** Somebody else's bean is not for Spring to close. */
    private static <T> void put(GenericApplicationContext context, Class<T> type, T made) {
        context.registerBean(type, () -> made, definition -> definition.setDestroyMethodName(""));
    }

    /** Where it answers. */
    public String url() {
        return url;
    }

    /** Carries out what commands want, so that the page can stop it. */
    public Carrier carrier() {
        return work::carryOut;
    }

    /** The first administrator's password, where the account was made now: it is never told again. */
    public Optional<String> password() {
        return Optional.ofNullable(password);
    }

    /** Interrupts what runs, at its checkpoints; the next server goes on with it. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        quietly("run file", runFile);
        quietly("events", feed);
        quietly("operations", work);
        quietly("web server", context);
        quietly("engine", engine);
        log.close();
    }

    private static void quietly(String what, @Nullable AutoCloseable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Exception e) {
            LOG.warn("the {} cannot be closed", what, e);
        }
    }

    private static Map<String, Object> properties(ServerOptions options) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.address", options.address());
        properties.put("server.port", options.port());
        properties.put("server.error.whitelabel.enabled", false);
        properties.put("server.server-header", "");
        properties.put("server.tomcat.max-swallow-size", "64KB");
        properties.put("server.max-http-request-header-size", "80KB");
        properties.put("server.tomcat.threads.max", 64);
        properties.put("server.servlet.session.cookie.same-site", "strict");
        properties.put("spring.main.banner-mode", "off");
        properties.put("spring.mvc.async.request-timeout", -1);
        properties.put("spring.jersey.application-path", "/engine-rest");
        properties.put("springdoc.swagger-ui.path", "/docs");
        properties.put("springdoc.api-docs.path", "/v3/api-docs");
        properties.put("springdoc.paths-to-match", "/api/**,/health/**,/metrics");
        properties.put("camunda.bpm.webapp.auth.cache.ttl-enabled", false);
        properties.put("camunda.bpm.webapp.index-redirect-enabled", false);
        if (options.encrypted()) {
            properties.put("server.ssl.certificate", "file:" + options.certificate());
            properties.put("server.ssl.certificate-private-key", "file:" + options.key());
            properties.put("server.ssl.enabled-protocols", "TLSv1.3");
            properties.put("server.ssl.protocol", "TLS");
        }
        return properties;
    }
}
