package io.ohmykube.cli.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Looks into a copy of the engine's database while no process of the product has it open. */
final class EngineRows implements AutoCloseable {
    private static final String SUFFIX = ".mv.db";
    private static final List<String> TABLES =
            List.of("ACT_RU_JOB", "ACT_RU_EXECUTION", "ACT_RU_INCIDENT", "ACT_RU_VARIABLE");

    private final Connection connection;

    private EngineRows(Connection connection) {
        this.connection = connection;
    }

    static boolean isThere(Site site) {
        return Files.exists(database(site));
    }

    static EngineRows open(Site site) {
        Path copy = site.directory().resolve("looked-at");
        try {
            Files.copy(
                    database(site),
                    copy.resolveSibling(copy.getFileName() + SUFFIX),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            return new EngineRows(DriverManager.getConnection("jdbc:h2:file:" + copy + ";IFEXISTS=TRUE", "sa", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the engine's database of " + site.directory() + " cannot be opened", e);
        }
    }

    /** What is left in the tables of what runs, one line per table that is not empty. */
    List<String> leftovers() {
        List<String> found = new ArrayList<>();
        for (String table : TABLES) {
            int rows = Integer.parseInt(strings("select count(*) from " + table).get(0));
            if (rows > 0) {
                found.add(rows + " rows are left in " + table);
            }
        }
        return found;
    }

    /** Whether there is a run that has not ended. */
    boolean isUnfinished() {
        return !strings(
                        "select ID_ from ACT_HI_PROCINST where SUPER_PROCESS_INSTANCE_ID_ is null and END_TIME_ is null")
                .isEmpty();
    }

    /** The steps whose checkpoint is not committed: they are due, or were at work. */
    Set<StepKey> due() {
        Set<StepKey> keys = new TreeSet<>();
        for (String row :
                strings("select d.ACT_ID_ || ' ' || coalesce((select min(v.TEXT_) from ACT_RU_VARIABLE v where"
                        + " v.EXECUTION_ID_ = j.PROCESS_INSTANCE_ID_ and v.NAME_ in ('node', 'addOn')), '')"
                        + " from ACT_RU_JOB j join ACT_RU_JOBDEF d on d.ID_ = j.JOB_DEF_ID_")) {
            String[] words = row.split(" ", -1);
            keys.add(StepKey.of(words[0], words[1]));
        }
        return keys;
    }

    private List<String> strings(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
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

    private static Path database(Site site) {
        Path file = site.cluster().database();
        return file.resolveSibling(file.getFileName() + SUFFIX);
    }
}
