package io.ohmykube.processes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that any engine on a database runs, where one of them died. */
@Timeout(120)
class EveryonesJobsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SINCE = Duration.ofMinutes(6);

    @TempDir
    Path directory;

    private final AtomicInteger done = new AtomicInteger();
    private LeanEngine engine;

    @BeforeEach
    void open() {
        JavaDelegate duty = execution -> done.incrementAndGet();
        engine = LeanEngine.shared(directory.resolve("server"), Map.of("duty", duty), 4, "PT0S", Duration.ofSeconds(5));
        engine.services()
                .getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "watch.bpmn",
                        Bpmn.createExecutableProcess("watch")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .timerWithCycle("R/PT1H")
                                .serviceTask("look")
                                .camundaAsyncBefore()
                                .camundaDelegateExpression("${duty}")
                                .endEvent()
                                .done())
                .deploy();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void runWhatIsDueAsSoonAsTheirProcessIsLetGo() {
        due(null, null);

        engine.threads().letGoProcesses(Set.of("watch"));

        await().atMost(PATIENCE).until(() -> done.get() == 1);
    }

    @Test
    void takeOverWhatADeadEngineTookLongAgoAndNothingElse() {
        due("dead", Instant.now().minus(SINCE).plus(StepThreads.JOB_LOCK));
        engine.threads().letGoProcesses(Set.of("watch"));

        engine.freeEveryones(SINCE.plusMinutes(1));
        assertThat(engine.services().getManagementService().createJobQuery().singleResult())
                .asInstanceOf(InstanceOfAssertFactories.type(JobEntity.class))
                .extracting(JobEntity::getLockOwner)
                .isEqualTo("dead");

        engine.freeEveryones(SINCE.minusMinutes(1));
        await().atMost(PATIENCE).until(() -> done.get() == 1);
    }

    /** The timer is due, and taken by an engine until that lock of its runs out. */
    private void due(String owner, Instant expires) {
        try (Connection connection = engine.services()
                        .getProcessEngineConfiguration()
                        .getDataSource()
                        .getConnection();
                PreparedStatement change = connection.prepareStatement(
                        "update ACT_RU_JOB set DUEDATE_ = ?, LOCK_OWNER_ = ?, LOCK_EXP_TIME_ = ?")) {
            change.setTimestamp(1, Timestamp.from(Instant.now().minusSeconds(1)));
            change.setString(2, owner);
            change.setTimestamp(3, expires == null ? null : Timestamp.from(expires));
            assertThat(change.executeUpdate()).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
