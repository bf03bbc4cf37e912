package io.ohmykube.cli.team;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Looks into the engine's tables in PostgreSQL, and can make them those of an earlier engine. */
final class EngineTables implements AutoCloseable {
    /** What the server does again and again for all clusters is never at its end. */
    private static final String DUTIES =
            " where %1$s not like 'ttl-reaper:%%' and %1$s not like 'health-watch:%%' and %1$s not like 'history-cleanup:%%'";

    private static final List<String> OF_WHAT_RUNS = List.of(
            "ACT_RU_JOB" + DUTIES.formatted("PROCESS_DEF_ID_"),
            "ACT_RU_EXECUTION" + DUTIES.formatted("PROC_DEF_ID_"),
            "ACT_RU_INCIDENT",
            "ACT_RU_VARIABLE",
            "ACT_RU_TASK",
            "ACT_RU_EVENT_SUBSCR",
            "ACT_RU_EXT_TASK");

    private final Connection connection;

    /** @param url {@code postgres://user:password@host:port/name} */
    EngineTables(String url) {
        URI uri = URI.create(url);
        String[] user = uri.getUserInfo().split(":", 2);
        try {
            connection = DriverManager.getConnection(
                    "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath(), user[0], user[1]);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is left of what runs, one line per table that is not empty. */
    List<String> leftovers() {
        List<String> found = new ArrayList<>();
        for (String table : OF_WHAT_RUNS) {
            int rows = count("select count(*) from " + table);
            if (rows > 0) {
                found.add(rows + " rows are left in " + table);
            }
        }
        return found;
    }

    int count(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Takes back what the engines 7.23 and 7.24 changed. */
    void makeOlder() {
        execute("alter table ACT_RU_EXECUTION drop column PROC_DEF_KEY_");
        execute("alter table ACT_HI_COMMENT drop column REV_");
        execute("update ACT_GE_SCHEMA_LOG set VERSION_ = '7.22.0'");
    }

    /** Pretends that a later engine was here. */
    void makeNewer() {
        execute("insert into ACT_GE_SCHEMA_LOG values ('9999', current_timestamp, '7.99.0')");
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
