package io.ohmykube.processes.engine;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcConnectionPool;

/** The engine's H2 file, one per cluster, and its connections. */
final class Database implements AutoCloseable {
    /** Connections beside those of the steps, each of which holds one as long as it runs. */
    private static final int SPARE_CONNECTIONS = 5;

    private final JdbcConnectionPool pool;

    private Database(JdbcConnectionPool pool) {
        this.pool = pool;
    }

    /**
     * @param file without its suffix
     * @param threads how many steps run at once
     */
    static Database open(Path file, int threads) {
        String path = file.toAbsolutePath().toString();
        if (path.contains(";")) {
            throw new IllegalArgumentException("a cluster's directory must not have a ';' in its path: " + path);
        }
        // WRITE_DELAY=0: a checkpoint is in the file when it is reported, or a killed process would lose it.
        String url = "jdbc:h2:file:" + path + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "sa", "");
        pool.setMaxConnections(threads + SPARE_CONNECTIONS);
        return new Database(pool);
    }

    JdbcConnectionPool connections() {
        return pool;
    }

    /** Frees the jobs of a process that died. Only for whoever holds the operation lock: nobody else can run them. */
    void unlockJobs() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update ACT_RU_JOB set LOCK_OWNER_ = null, LOCK_EXP_TIME_ = null"
                    + " where LOCK_OWNER_ is not null");
        } catch (SQLException e) {
            throw new IllegalStateException("the engine's database cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
