package io.ohmykube.processes.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;

/**
 * The engine's database, as a rule an H2 file per cluster, and its connections.
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

    /** The engine does not always write the root into a job itself. */
    private static final String OF_RUN =
            " PROCESS_INSTANCE_ID_ in (select ID_ from ACT_RU_EXECUTION where ROOT_PROC_INST_ID_ = ?)";

    private static final String NOT_ENDED = " where SUPER_PROCESS_INSTANCE_ID_ is null and END_TIME_ is null";

    private final DataSource pool;
    private final Runnable closing;

    private Database(String url, int connections) {
        JdbcConnectionPool made = JdbcConnectionPool.create(url, "sa", "");
        made.setMaxConnections(connections);
        pool = made;
        closing = made::dispose;
    }

    private Database(DataSource pool, Runnable closing) {
        this.pool = pool;
        this.closing = closing;
    }

    /** A database that somebody else connects to. */
    static Database of(DataSource pool, Runnable closing) {
        return new Database(pool, closing);
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

    DataSource connections() {
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
        return query(Schema.VERSION_OF_TABLES, rows -> rows.next() ? rows.getString(1) : "none");
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
        query(sql, rows -> {
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

    /** The process instances of a run that have not ended, the root among them. */
    Set<String> instancesOf(String run) {
        return Set.copyOf(names("select ID_ from ACT_RU_EXECUTION where ROOT_PROC_INST_ID_ = ?", run));
    }

    /** The jobs of a run, whatever they wait for. */
    List<String> jobs(String run) {
        return names("select ID_ from ACT_RU_JOB where" + OF_RUN, run);
    }

    private List<String> names(String sql, String... parameters) {
        return query(
                sql,
                rows -> {
                    List<String> names = new ArrayList<>();
                    while (rows.next()) {
                        names.add(rows.getString(1));
                    }
                    return names;
                },
                parameters);
    }

    /** Frees the jobs of a process that died. Only for whoever holds the operation lock: nobody else can run them. */
    void unlockJobs() {
        execute("update ACT_RU_JOB set LOCK_OWNER_ = null, LOCK_EXP_TIME_ = null where LOCK_OWNER_ is not null");
    }

    /** The same of one run, for whoever holds the operation lock of its cluster. */
    void unlockJobs(String run) {
        execute("update ACT_RU_JOB set LOCK_OWNER_ = null, LOCK_EXP_TIME_ = null where" + OF_RUN, run);
    }

    /**
     * The jobs that a thread has taken.
     *
     * @param owner of which engine; null for any
     */
    Set<String> takenJobs(@Nullable String owner) {
        return Set.copyOf(
                owner == null
                        ? names("select ID_ from ACT_RU_JOB where LOCK_OWNER_ is not null")
                        : names("select ID_ from ACT_RU_JOB where LOCK_OWNER_ = ?", owner));
    }

    /**
     * Frees the jobs of a process that were taken long ago: the engine that took them is dead.
     *
     * @param expiring before which the lock of such a job runs out
     */
    void unlockJobs(String process, Instant expiring) {
        execute(
                "update ACT_RU_JOB set LOCK_OWNER_ = null, LOCK_EXP_TIME_ = null"
                        + " where PROCESS_DEF_KEY_ = ? and LOCK_EXP_TIME_ < ?",
                process,
                Timestamp.from(expiring));
    }

    /** Lets any thread take that job. */
    void unlockJob(String id) {
        execute("update ACT_RU_JOB set LOCK_OWNER_ = null, LOCK_EXP_TIME_ = null where ID_ = ?", id);
    }

    /**
     * The root process instances of clusters that have not ended.
     *
     * @param cluster of which cluster; null for all that are in this database
     */
    List<RootInstance> unfinished(@Nullable String cluster) {
        return cluster == null
                ? instances(INSTANCES + NOT_ENDED + " and BUSINESS_KEY_ is not null")
                : instances(INSTANCES + NOT_ENDED + " and BUSINESS_KEY_ = ?", cluster);
    }

    Optional<RootInstance> instance(String id) {
        return instances(INSTANCES + " where ID_ = ?", id).stream().findFirst();
    }

    /** Whether the run has a job that will run by itself, now or after a pause. */
    boolean isRunnable(String run) {
        return query(
                "select count(*) from ACT_RU_JOB where RETRIES_ > 0 and" + OF_RUN,
                rows -> rows.next() && rows.getLong(1) > 0,
                run);
    }

    /** Whether the run asks a person something. */
    boolean isAsking(String run) {
        return query(
                "select count(*) from ACT_RU_TASK where PROC_INST_ID_ in (select ID_ from ACT_RU_EXECUTION where"
                        + " ROOT_PROC_INST_ID_ = ?)",
                rows -> rows.next() && rows.getLong(1) > 0,
                run);
    }

    /** The name of the terminate end event that was reached in that instance itself, not in one that it called. */
    Optional<String> terminatedAt(String instance) {
        return query(
                "select coalesce(ACT_NAME_, ACT_ID_) from ACT_HI_ACTINST"
                        + " where PROC_INST_ID_ = ? and ACT_TYPE_ = 'terminateEndEvent' and END_TIME_ is not null",
                rows -> rows.next() ? Optional.of(rows.getString(1)) : Optional.empty(),
                instance);
    }

    private List<RootInstance> instances(String sql, String... parameters) {
        return query(
                sql,
                rows -> {
                    List<RootInstance> found = new ArrayList<>();
                    while (rows.next()) {
                        found.add(new RootInstance(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getString(3),
                                rows.getTimestamp(4).toInstant(),
                                rows.getString(5)));
                    }
                    return found;
                },
                parameters);
    }

    private <T> T query(String sql, Reader<T> reader, String... parameters) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
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

    private void execute(String sql, Object... parameters) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("the engine's database cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        closing.run();
    }
}
