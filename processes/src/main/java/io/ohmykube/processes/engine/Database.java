package io.ohmykube.processes.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;

/**
 * The engine's H2 file, one per cluster, and its connections.
 *
 * <p>Asks a few questions of the engine's tables directly: each saves parsing one of the engine's largest statements, which
 * takes longer than the rest of opening an engine.
 */
final class Database implements AutoCloseable {
    /** Connections beside those of the steps, each of which holds one as long as it runs. */
    private static final int SPARE_CONNECTIONS = 5;

    /** What H2 adds to the name of a database to get that of its file. */
    static final String SUFFIX = ".mv.db";

    private static final String INSTANCES =
            "select ID_, PROC_DEF_KEY_, BUSINESS_KEY_, START_TIME_, STATE_ from ACT_HI_PROCINST";

    private final JdbcConnectionPool pool;

    private Database(String url, int connections) {
        pool = JdbcConnectionPool.create(url, "sa", "");
        pool.setMaxConnections(connections);
    }

    /**
     * Opens the database, laying down the schema where there is none, and upgrading that of an earlier version.
     *
     * @param file without its suffix
     * @param threads how many steps run at once
     */
    static Database open(Path file, int threads) {
        try {
            Template.lay(file.resolveSibling(file.getFileName() + SUFFIX));
        } catch (IOException e) {
            throw new UncheckedIOException("the engine's database cannot be made: " + file, e);
        }
        Database database = connect(file, threads);
        boolean current = false;
        String version;
        try {
            version = database.version();
            current = Schema.isCurrent(version);
        } finally {
            if (!current) {
                database.close();
            }
        }
        if (current) {
            return database;
        }
        Schema.upgrade(file, version);
        return connect(file, threads);
    }

    /** Opens the database as it is, an empty one where there is none. */
    static Database connect(Path file, int threads) {
        String path = file.toAbsolutePath().toString();
        if (path.contains(";")) {
            throw new IllegalArgumentException("a cluster's directory must not have a ';' in its path: " + path);
        }
        // WRITE_DELAY=0: a checkpoint is in the file when it is reported, or a killed process would lose it.
        String url = "jdbc:h2:file:" + path + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
        return new Database(url, threads + SPARE_CONNECTIONS);
    }

    /** An empty database that lives as long as this process. */
    static Database inMemory(String name) {
        return new Database("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", SPARE_CONNECTIONS);
    }

    JdbcConnectionPool connections() {
        return pool;
    }

    /** Writes all to the file as tightly as it goes, and closes the database. */
    void compact() {
        execute("shutdown compact");
    }

    /** Runs a script of the engine's. */
    void run(String resource) {
        execute("runscript from 'classpath:/" + resource + "'");
    }

    /** Of the schema: that of the engine which changed it last. */
    private String version() {
        return query(
                "select VERSION_ from ACT_GE_SCHEMA_LOG order by cast(ID_ as int) desc fetch first row only",
                null,
                rows -> rows.next() ? rows.getString(1) : "none");
    }

    /** Reads every row of every table, and every index, once; throws where one is damaged. */
    void check() {
        names(
                        "select 'select * from ' || TABLE_NAME from INFORMATION_SCHEMA.TABLES where TABLE_SCHEMA = 'PUBLIC'"
                                + " union select 'select ' || COLUMN_NAME || ' from ' || TABLE_NAME || ' order by ' || COLUMN_NAME"
                                + " from INFORMATION_SCHEMA.INDEX_COLUMNS where TABLE_SCHEMA = 'PUBLIC' and ORDINAL_POSITION = 1")
                .forEach(this::readAll);
    }

    private void readAll(String sql) {
        query(sql, null, rows -> {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        });
    }

    /** The ids of the process definitions that something goes by now. */
    List<String> definitionsInUse() {
        return names("select distinct PROC_DEF_ID_ from ACT_RU_EXECUTION");
    }

    private List<String> names(String sql) {
        return query(sql, null, rows -> {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        });
    }

    /** Frees the jobs of a process that died. Only for whoever holds the operation lock: nobody else can run them. */
    void unlockJobs() {
        execute("update ACT_RU_JOB set LOCK_OWNER_ = null, LOCK_EXP_TIME_ = null where LOCK_OWNER_ is not null");
    }

    /** The jobs that a thread has taken. */
    Set<String> takenJobs() {
        return Set.copyOf(names("select ID_ from ACT_RU_JOB where LOCK_OWNER_ is not null"));
    }

    /** Lets any thread take that job. */
    void unlockJob(String id) {
        execute("update ACT_RU_JOB set LOCK_OWNER_ = null, LOCK_EXP_TIME_ = null where ID_ = ?", id);
    }

    /** The root process instance that has not ended. */
    Optional<RootInstance> unfinished() {
        return instance(INSTANCES + " where SUPER_PROCESS_INSTANCE_ID_ is null and END_TIME_ is null", null);
    }

    Optional<RootInstance> instance(String id) {
        return instance(INSTANCES + " where ID_ = ?", id);
    }

    /** Whether there is a job that will run by itself, now or after a pause. */
    boolean isRunnable() {
        return query(
                "select count(*) from ACT_RU_JOB where RETRIES_ > 0", null, rows -> rows.next() && rows.getLong(1) > 0);
    }

    boolean isAsking() {
        return query("select count(*) from ACT_RU_TASK", null, rows -> rows.next() && rows.getLong(1) > 0);
    }

    /** The name of the terminate end event that was reached in that instance itself, not in one that it called. */
    Optional<String> terminatedAt(String instance) {
        return query(
                "select coalesce(ACT_NAME_, ACT_ID_) from ACT_HI_ACTINST"
                        + " where PROC_INST_ID_ = ? and ACT_TYPE_ = 'terminateEndEvent' and END_TIME_ is not null",
                instance,
                rows -> rows.next() ? Optional.of(rows.getString(1)) : Optional.empty());
    }

    private Optional<RootInstance> instance(String sql, @Nullable String id) {
        return query(
                sql,
                id,
                rows -> rows.next()
                        ? Optional.of(new RootInstance(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getString(3),
                                rows.getTimestamp(4).toInstant(),
                                rows.getString(5)))
                        : Optional.empty());
    }

    private <T> T query(String sql, @Nullable String parameter, Reader<T> reader) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            if (parameter != null) {
                statement.setString(1, parameter);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return reader.read(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the engine's database cannot be used: " + e.getMessage(), e);
        }
    }

    /** Makes a value out of rows. */
    private interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
    }

    private void execute(String sql, String... parameters) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("the engine's database cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
