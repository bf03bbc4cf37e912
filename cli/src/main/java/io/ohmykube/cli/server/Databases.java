package io.ohmykube.cli.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ohmykube.processes.EngineOptions;
import io.ohmykube.processes.SharedEngine;
import java.net.URI;
import java.net.URISyntaxException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Opens the engine: on a file of our own, or on a PostgreSQL that several servers may share. */
final class Databases {
    /** Steps that run at once; each waits for machines most of its time. */
    private static final int THREADS = 128;
    /** Of PostgreSQL several servers share 100 connections, as it comes. */
    private static final int SHARED_THREADS = 40;

    private static final int SPARE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String POSTGRES = "postgres";
    /** Any number that only we use. */
    private static final long MAKING_TABLES = 0x6f686d796b756265L;

    private Databases() {}

    static SharedEngine open(ServerOptions options, ServerParts parts) {
        String url = options.database();
        if (url == null) {
            try {
                return SharedEngine.open(parts.home().server().resolve("engine"), parts.beans(), options(THREADS));
            } catch (RuntimeException e) {
                if (String.valueOf(e.getMessage()).contains("locked")
                        || String.valueOf(e.getMessage()).contains("already in use")) {
                    throw new IllegalStateException(
                            "another 'ohmykube serve' works with this home directory: use that one, or stop it first",
                            e);
                }
                throw e;
            }
        }
        HikariDataSource pool = new HikariDataSource(configuration(url));
        boolean opened = false;
        try (Connection alone = pool.getConnection();
                Statement statement = alone.createStatement()) {
            // Two servers that begin at the same time must not both make the tables.
            statement.execute("select pg_advisory_lock(" + MAKING_TABLES + ")");
            try {
                SharedEngine engine =
                        SharedEngine.open(pool, POSTGRES, pool::close, parts.beans(), options(SHARED_THREADS));
                opened = true;
                return engine;
            } finally {
                statement.execute("select pg_advisory_unlock(" + MAKING_TABLES + ")");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be used: " + e.getMessage(), e);
        } finally {
            if (!opened) {
                pool.close();
            }
        }
    }

    private static EngineOptions options(int threads) {
        return new EngineOptions(threads, EngineOptions.DEFAULT.retryCycle(), PATIENCE);
    }

    private static HikariConfig configuration(String url) {
        HikariConfig configuration = new HikariConfig();
        configuration.setJdbcUrl(jdbc(url));
        @Nullable String user = user(url);
        if (user != null) {
            int colon = user.indexOf(':');
            configuration.setUsername(colon < 0 ? user : user.substring(0, colon));
            configuration.setPassword(colon < 0 ? "" : user.substring(colon + 1));
        }
        configuration.setMaximumPoolSize(SHARED_THREADS + SPARE);
        configuration.setMinimumIdle(2);
        configuration.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        configuration.setPoolName("engine");
        return configuration;
    }

    /** {@code postgres://user:password@host/name} is what PostgreSQL's own programs understand. */
    private static String jdbc(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return url;
        }
        URI uri = uri(url);
        String query = uri.getRawQuery();
        return "jdbc:postgresql://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + uri.getPath()
                + (query == null ? "" : "?" + query);
    }

    private static @Nullable String user(String url) {
        return url.startsWith("jdbc:") ? null : uri(url).getUserInfo();
    }

    private static URI uri(String url) {
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme());
            if (uri.getHost() != null && (scheme.equals(POSTGRES) || scheme.equals("postgresql"))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // What it is must not be repeated: there may be a password in it.
        }
        throw new IllegalArgumentException(
                "--database-url: postgres://USER:PASSWORD@HOST:PORT/NAME or jdbc:postgresql://... is needed");
    }
}
