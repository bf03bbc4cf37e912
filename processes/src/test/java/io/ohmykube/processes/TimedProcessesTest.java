package io.ohmykube.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ohmykube.processes.validation.ProcessValidator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TimedProcessesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final EngineOptions OPTIONS = new EngineOptions(8, "PT0S,PT0S", Duration.ofSeconds(5));

    @TempDir
    Path directory;

    private final AtomicInteger removals = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();
    private final Map<String, JavaDelegate> duties = new HashMap<>(Map.of(
            "removeExpired", execution -> removals.incrementAndGet(),
            "lookAtNodes", execution -> looks.incrementAndGet()));
    private SharedEngine engine;

    @BeforeEach
    void open() {
        engine = reopened();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void keepTheRulesOfAllProcessesButForTheTimerAtTheirStart() {
        Set<String> beans = Stream.concat(TimedProcesses.DUTIES.stream(), Stream.of("forgetHistory"))
                .collect(Collectors.toSet());

        assertThat(new ProcessValidator(TestProcesses.steps(beans))
                        .validate(TimedProcesses.files().entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, file -> file.getValue()
                                        .getBytes(StandardCharsets.UTF_8)))))
                .hasSize(TimedProcesses.IDS.size())
                .allSatisfy(problem -> assertThat(problem.toString()).contains("Timer_StartEvent", "bpmn:timeCycle"));
    }

    @Test
    void waitAtTheirTimersAndAreNoRunsOfClusters() {
        engine.beginDuties(duties);

        assertThat(timers()).hasSize(TimedProcesses.IDS.size()).allSatisfy(timer -> assertThat(
                        timer.getDuedate().toInstant())
                .isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(1))));
        assertThat(engine.unfinished()).isEmpty();
    }

    @Test
    void doTheirStepsWheneverTheirTimersAreDue() {
        engine.beginDuties(duties);

        fire("ttl-reaper");
        await().atMost(PATIENCE).until(() -> removals.get() == 1);
        fire("health-watch");
        await().atMost(PATIENCE).until(() -> looks.get() == 1);
        fire("health-watch");
        await().atMost(PATIENCE).until(() -> looks.get() == 2);

        assertThat(engine.unfinished()).isEmpty();
    }

    @Test
    void tryAStepAgainThatFails() {
        duties.put("lookAtNodes", execution -> {
            if (looks.incrementAndGet() < 3) {
                throw new IllegalStateException("not now");
            }
        });
        engine.beginDuties(duties);

        fire("health-watch");

        await().atMost(PATIENCE).until(() -> ended("health-watch").size() == 1);
        assertThat(looks).hasValue(3);
    }

    @Test
    void goOnInTheNextProgramAndAreDeployedOnce() {
        engine.beginDuties(duties);
        engine.close();

        engine = reopened();
        engine.beginDuties(duties);

        assertThat(engine.services()
                        .getRepositoryService()
                        .createDeploymentQuery()
                        .count())
                .isEqualTo(1);
        assertThat(timers()).hasSize(TimedProcesses.IDS.size());
        fire("health-watch");
        await().atMost(PATIENCE).until(() -> looks.get() == 1);
    }

    @Test
    void forgetWhatEndedLongAgoAndKeepTheRest() {
        engine.beginDuties(duties);
        fire("health-watch");
        await().atMost(PATIENCE).until(() -> ended("health-watch").size() == 1);
        fire("history-cleanup");
        await().atMost(PATIENCE).until(() -> ended("history-cleanup").size() == 1);
        List<String> old = ended("health-watch");
        assertThat(old).hasSize(1);

        // By this clock all timers are due.
        ClockUtil.setCurrentTime(Date.from(Instant.now().plus(Duration.ofHours(25))));
        try {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ended("health-watch")).doesNotContainAnyElementsOf(old));
        } finally {
            ClockUtil.reset();
        }
    }

    private SharedEngine reopened() {
        return SharedEngine.open(directory.resolve("server"), new FakeSteps().beans(), OPTIONS);
    }

    private List<Job> timers() {
        return engine.services()
                .getManagementService()
                .createJobQuery()
                .timers()
                .list();
    }

    /** Lets the minute pass at once. */
    private void fire(String process) {
        ManagementService management = engine.services().getManagementService();
        Job timer = management
                .createJobQuery()
                .processDefinitionKey(process)
                .timers()
                .singleResult();
        management.setJobDuedate(timer.getId(), Date.from(Instant.now().minusSeconds(1)));
    }

    private List<String> ended(String process) {
        return engine
                .services()
                .getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processDefinitionKey(process)
                .finished()
                .list()
                .stream()
                .map(HistoricProcessInstance::getId)
                .toList();
    }
}
