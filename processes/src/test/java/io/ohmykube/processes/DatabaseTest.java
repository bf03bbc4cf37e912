package io.ohmykube.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.processes.workflow.Workflow;
import io.ohmykube.workers.contract.PermanentStepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that is old, new, damaged or half made when an engine is opened on it. */
@Timeout(120)
class DatabaseTest {
    private static final EngineOptions ONCE = EngineOptions.DEFAULT.withRetryCycle("PT0S");
    private static final String BASELINE = "org/camunda/bpm/engine/db/liquibase/baseline/liquibase.h2.create.";

    @TempDir
    Path directory;

    private final FakeSteps steps = new FakeSteps();
    private ClusterFiles files;

    @BeforeEach
    void name() throws IOException {
        files = files("dev");
    }

    @Test
    void oneOfAnEarlierEngineIsUpgradedAndIsThenLikeANewOne() throws Exception {
        lay716(files.database());
        ClusterFiles fresh = files("fresh");

        assertThat(run(files)).isEqualTo(Outcome.State.COMPLETED);
        assertThat(run(fresh)).isEqualTo(Outcome.State.COMPLETED);

        assertThat(schema(files.database())).isEqualTo(schema(fresh.database())).hasSizeGreaterThan(500);
        assertThat(files.directory().resolve("engine.7.16.0.mv.db")).exists();
        try (Journal journal = Journal.open(files);
                ClusterEngine engine = ClusterEngine.open(files, steps.beans(), journal, ONCE)) {
            assertThat(engine.notice()).isEmpty();
        }
    }

    @Test
    void anUpgradeThatDiedHalfwayIsMadeAnew() throws Exception {
        lay716(files.database());
        Files.writeString(files.directory().resolve("engine.upgrade.mv.db"), "half of it");

        assertThat(run(files)).isEqualTo(Outcome.State.COMPLETED);
        assertThat(files.directory().resolve("engine.upgrade.mv.db")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.25.0", "7.13.0", "8.0.0"})
    void oneThatThisEngineCannotUseIsRefusedAndLeftAsItIs(String version) throws Exception {
        run(files);
        execute(files.database(), "update ACT_GE_SCHEMA_LOG set VERSION_ = '" + version + "'");

        assertThatThrownBy(() -> run(files)).hasMessageContaining(version).hasMessageContaining("schema");

        assertThat(database(files.database(), "select VERSION_ from ACT_GE_SCHEMA_LOG"))
                .containsExactly(version);
        assertThat(list()).noneMatch(name -> name.contains("broken"));
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage("empty", good -> new byte[0]),
                damage("not a database", good -> "a text".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                damage("half of it", good -> Arrays.copyOf(good, good.length / 2)),
                damage("header overwritten", good -> garbage(good, 0, 8192)),
                // So much that some of it is in use: the database writes to where it has room.
                damage("garbage in the middle", good -> garbage(good, good.length / 4, good.length / 2)),
                damage("a hole", good -> {
                    byte[] bad = good.clone();
                    Arrays.fill(bad, good.length / 4, good.length * 3 / 4, (byte) 0);
                    return bad;
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void oneThatIsDamagedIsKeptAsideAndSaysSo(String name, UnaryOperator<byte[]> damage) throws Exception {
        steps.when("joinNode", execution -> {
            throw new PermanentStepException("no", null);
        });
        assertThat(run(files)).isEqualTo(Outcome.State.STUCK);
        Files.write(file(), damage.apply(Files.readAllBytes(file())));
        steps.reset();

        try (Journal journal = Journal.open(files);
                ClusterEngine engine = ClusterEngine.open(files, steps.beans(), journal, ONCE)) {
            assertThat(engine.notice()).hasValueSatisfying(notice -> assertThat(notice)
                    .hasLineCount(1)
                    .contains("damaged", "engine.broken-", "machines are not touched", "--name dev up", "dev down"));
            assertThat(engine.unfinished()).isEmpty();
        }

        assertThat(Progress.read(files).map(Progress::state)).contains(Outcome.State.CANCELLED);
        assertThat(run(files)).isEqualTo(Outcome.State.COMPLETED);

        assertThat(list())
                .filteredOn(file -> file.matches("engine\\.broken-\\d{8}T\\d{9}Z\\.mv\\.db"))
                .hasSize(1);
    }

    @Test
    void aRunThatEndedJustBeforeItsProcessDiedIsNoLongerCalledUnfinished() throws Exception {
        run(files);
        String progress = Files.readString(files.progress());
        Files.writeString(files.progress(), progress.replace("\"COMPLETED\"", "\"RUNNING\""));
        assertThat(Progress.read(files).map(Progress::state)).contains(Outcome.State.RUNNING);

        try (Journal journal = Journal.open(files);
                ClusterEngine engine = ClusterEngine.open(files, steps.beans(), journal, ONCE)) {
            assertThat(engine.unfinished()).isEmpty();
        }

        assertThat(Progress.read(files).map(Progress::state)).contains(Outcome.State.COMPLETED);
    }

    @Test
    void whatAProcessLeftThatDiedWhileItLaidTheFirstDatabaseIsNoHindrance() throws Exception {
        Files.writeString(files.directory().resolve(".engine.mv.db.0815.tmp"), "half of it");
        Files.writeString(files.directory().resolve("engine.mv.db.next"), "half of it");
        Files.writeString(files.directory().resolve("progress.json.next"), "{\"half");

        assertThat(run(files)).isEqualTo(Outcome.State.COMPLETED);
        assertThat(Progress.read(files).map(Progress::state)).contains(Outcome.State.COMPLETED);
    }

    private static Arguments damage(String name, UnaryOperator<byte[]> damage) {
        return Arguments.of(name, damage);
    }

    private static byte[] garbage(byte[] good, int from, int length) {
        byte[] noise = new byte[length];
        new Random(3).nextBytes(noise);
        byte[] bad = good.clone();
        System.arraycopy(noise, 0, bad, from, length);
        return bad;
    }

    private Outcome.State run(ClusterFiles cluster) throws InterruptedException {
        try (Journal journal = Journal.open(cluster);
                ClusterEngine engine = ClusterEngine.open(cluster, steps.beans(), journal, ONCE)) {
            return engine.await(engine.start(Workflow.builtIn(), "cluster-up", "dev", up()))
                    .state();
        }
    }

    private static Map<String, Object> up() {
        return Map.of("controlPlane", "cp", "nodes", "[\"w1\"]", "addOns", "[\"flannel\"]", "parallel", 3);
    }

    private ClusterFiles files(String cluster) throws IOException {
        return new ClusterFiles(Files.createDirectory(directory.resolve(cluster)));
    }

    private Path file() {
        return files.directory().resolve("engine.mv.db");
    }

    private List<String> list() throws IOException {
        try (Stream<Path> all = Files.list(files.directory())) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static void lay716(Path file) throws SQLException {
        for (String part : List.of("engine", "history", "identity")) {
            execute(file, "runscript from 'classpath:/" + BASELINE + part + ".sql'");
        }
        assertThat(database(file, "select VERSION_ from ACT_GE_SCHEMA_LOG")).containsExactly("7.16.0");
    }

    private static List<String> schema(Path file) throws SQLException {
        List<String> all = new ArrayList<>(database(
                file,
                "select TABLE_NAME || '.' || COLUMN_NAME || ' ' || DATA_TYPE || ' ' || IS_NULLABLE || ' '"
                        + " || coalesce(CHARACTER_MAXIMUM_LENGTH, 0) || ' ' || coalesce(COLUMN_DEFAULT, '')"
                        + " from INFORMATION_SCHEMA.COLUMNS where TABLE_SCHEMA = 'PUBLIC' order by 1"));
        all.addAll(database(
                file,
                "select INDEX_NAME || ' ' || TABLE_NAME || '.' || COLUMN_NAME || ' ' || ORDINAL_POSITION"
                        + " from INFORMATION_SCHEMA.INDEX_COLUMNS where TABLE_SCHEMA = 'PUBLIC'"
                        + " and INDEX_NAME like 'ACT%' and INDEX_NAME not like '%\\_INDEX\\__' order by 1"));
        return all;
    }

    private static void execute(Path file, String sql) throws SQLException {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> database(Path file, String sql) throws SQLException {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:h2:file:" + file, "sa", "");
    }
}
