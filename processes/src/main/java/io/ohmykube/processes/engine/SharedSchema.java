package io.ohmykube.processes.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * How the tables of an earlier engine in a database that several servers use become those of this one. All changes are made
 * in one transaction, and the database must be one whose transactions hold for changes of tables, too: PostgreSQL is.
 */
final class SharedSchema {
    private SharedSchema() {}

    /**
     * Upgrades what is there. A database without the engine's tables is left as it is. Nobody else may do the same at the same
     * time.
     *
     * @param type as the engine calls it, for example {@code postgres}
     * @throws IllegalStateException for a database that is newer than this engine, or too old, or cannot be used; nothing was
     *     changed then
     */
    static void upgrade(DataSource database, String type) {
        try (Connection connection = database.getConnection()) {
            Optional<String> version = version(connection);
            if (version.isPresent() && !Schema.isCurrent(version.get())) {
                run(connection, Schema.scripts("the database of the runs", type, version.get()));
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("the engine's tables cannot be upgraded: " + e.getMessage(), e);
        }
    }

    private static Optional<String> version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet table = statement.executeQuery("select count(*) from INFORMATION_SCHEMA.TABLES"
                    + " where TABLE_SCHEMA = current_schema and upper(TABLE_NAME) = 'ACT_GE_SCHEMA_LOG'")) {
                if (!table.next() || table.getInt(1) == 0) {
                    return Optional.empty();
                }
            }
            try (ResultSet row = statement.executeQuery(Schema.VERSION_OF_TABLES)) {
                return Optional.of(row.next() ? row.getString(1) : "none");
            }
        }
    }

    private static void run(Connection connection, List<String> scripts) throws SQLException, IOException {
        boolean done = false;
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String script : scripts) {
                for (String sql : statements(script)) {
                    statement.execute(sql);
                }
            }
            connection.commit();
            done = true;
        } finally {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    /** The engine's scripts have whole lines of comments, and no semicolon that does not end a statement. */
    private static List<String> statements(String script) throws IOException {
        try (InputStream in = SharedSchema.class.getClassLoader().getResourceAsStream(script)) {
            if (in == null) {
                throw new IOException("this ohmykube has no " + script);
            }
            String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("--"))
                    .collect(Collectors.joining("\n"));
            return Stream.of(sql.split(";", -1)).filter(one -> !one.isBlank()).toList();
        }
    }
}
