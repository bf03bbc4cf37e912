package io.ohmykube.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.processes.workflow.Workflow;
import io.ohmykube.processes.workflow.Workflows;
import io.ohmykube.workers.contract.StepEvent;
import io.ohmykube.workers.contract.StepListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that asks a person. */
@Timeout(120)
class UserTaskTest {
    private static final Answer YES = new Answer(true, "ada", "fine with me");
    private static final Answer NO = new Answer(false, "ada", null);
    private static final EngineOptions OPTIONS = EngineOptions.DEFAULT.withRetryCycle("PT0S");

    /** Asks two people at once, does one step where the first agrees, and another one where the second does. */
    private static final String ASKING =
            """
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
              <bpmn:process id="asking" isExecutable="true" camunda:historyTimeToLive="P1D">
                <bpmn:startEvent id="Start" />
                <bpmn:sequenceFlow id="F1" sourceRef="Start" targetRef="Task_Before" />
                <bpmn:serviceTask id="Task_Before" camunda:asyncBefore="true" camunda:delegateExpression="${createKeys}" />
                <bpmn:sequenceFlow id="F2" sourceRef="Task_Before" targetRef="Task_MayWe" />
                <bpmn:userTask id="Task_MayWe" name="May we?" camunda:assignee="ada" camunda:candidateGroups="operators"
                    camunda:asyncBefore="true" camunda:asyncAfter="true">
                  <bpmn:documentation>May ${cluster} be changed?</bpmn:documentation>
                </bpmn:userTask>
                <bpmn:sequenceFlow id="F3" sourceRef="Task_MayWe" targetRef="Gateway" />
                <bpmn:exclusiveGateway id="Gateway" default="F5" />
                <bpmn:sequenceFlow id="F4" sourceRef="Gateway" targetRef="Fork">
                  <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${approved}</bpmn:conditionExpression>
                </bpmn:sequenceFlow>
                <bpmn:sequenceFlow id="F5" sourceRef="Gateway" targetRef="End_No" />
                <bpmn:endEvent id="End_No" name="Not now"><bpmn:terminateEventDefinition /></bpmn:endEvent>
                <bpmn:parallelGateway id="Fork" />
                <bpmn:sequenceFlow id="F6" sourceRef="Fork" targetRef="Task_AndThis" />
                <bpmn:sequenceFlow id="F7" sourceRef="Fork" targetRef="Task_AndThat" />
                <bpmn:userTask id="Task_AndThis" name="And this?" camunda:asyncBefore="true" camunda:asyncAfter="true" />
                <bpmn:userTask id="Task_AndThat" name="And that?" camunda:asyncBefore="true" camunda:asyncAfter="true" />
                <bpmn:sequenceFlow id="F8" sourceRef="Task_AndThis" targetRef="Join" />
                <bpmn:sequenceFlow id="F9" sourceRef="Task_AndThat" targetRef="Join" />
                <bpmn:parallelGateway id="Join" camunda:asyncBefore="true" />
                <bpmn:sequenceFlow id="F10" sourceRef="Join" targetRef="Task_After" />
                <bpmn:serviceTask id="Task_After" camunda:asyncBefore="true" camunda:delegateExpression="${markReady}" />
                <bpmn:sequenceFlow id="F11" sourceRef="Task_After" targetRef="End" />
                <bpmn:endEvent id="End" />
              </bpmn:process>
            </bpmn:definitions>
            """;

    @TempDir
    Path directory;

    private final FakeSteps steps = new FakeSteps();
    private ClusterFiles files;
    private Workflow workflow;

    @BeforeEach
    void write() throws IOException {
        files = new ClusterFiles(Files.createDirectory(directory.resolve("dev")));
        Path file = Files.writeString(directory.resolve("asking.bpmn"), ASKING);
        Workflows workflows = new Workflows(directory.resolve("none"), null);
        workflow = workflows.with(workflows.read(List.of(file)), false);
    }

    @Test
    void waitsForAnswersAndGoesOnWithThem() throws Exception {
        Outcome waiting = begin();

        assertThat(waiting.state()).isEqualTo(Outcome.State.WAITING);
        assertThat(waiting.questions()).singleElement().satisfies(question -> {
            assertThat(question.title()).isEqualTo("May we?");
            assertThat(question.question().text()).isEqualTo("May dev be changed?");
            assertThat(question.question().asked()).isEqualTo("ada, group operators");
        });
        Progress progress = Progress.read(files).orElseThrow();
        assertThat(progress.state()).isEqualTo(Outcome.State.WAITING);
        assertThat(progress.steps()).last().satisfies(step -> {
            assertThat(step.state()).isEqualTo(StepEvent.Kind.ASKED);
            assertThat(step.message()).isEqualTo("May dev be changed?\nasked: ada, group operators");
        });

        Outcome more = inEngine(engine -> answer(engine, null, YES));
        assertThat(more.state()).isEqualTo(Outcome.State.WAITING);
        assertThat(more.questions()).extracting(UserTask::title).containsExactlyInAnyOrder("And this?", "And that?");
        inEngine(engine -> {
            assertThatThrownBy(() -> answer(engine, null, YES))
                    .isInstanceOf(RunChangeException.class)
                    .hasMessageContaining("--step")
                    .hasMessageContaining("and-this");
            return null;
        });
        inEngine(engine -> answer(engine, "and this?", YES));
        assertThat(inEngine(engine -> answer(engine, "Task_AndThat", NO)).state())
                .isEqualTo(Outcome.State.COMPLETED);

        assertThat(steps.calls()).containsExactly("createKeys", "markReady");
        assertThat(told("Task_MayWe")).containsExactly("ASKED", "ANSWERED", "DONE");
        assertThat(events("Task_MayWe").get(2).message()).isEqualTo("approved by ada: fine with me");
        assertThat(events("Task_AndThat").get(2).message()).isEqualTo("rejected by ada");
    }

    @Test
    void endsRejectedAtATerminateEndEvent() throws Exception {
        begin();

        Outcome outcome = inEngine(engine -> answer(engine, null, NO));

        assertThat(outcome.state()).isEqualTo(Outcome.State.REJECTED);
        assertThat(outcome.end()).isEqualTo("Not now");
        assertThat(Progress.read(files).map(Progress::state)).contains(Outcome.State.REJECTED);
        assertThat(steps.calls()).containsExactly("createKeys");
        inEngine(engine -> {
            assertThat(engine.unfinished()).isEmpty();
            return null;
        });
    }

    @Test
    void asksOnlyOnceHoweverOftenItsProcessDiesWhileItWaits() throws Exception {
        begin();
        for (int i = 0; i < 2; i++) {
            assertThat(inEngine(engine -> {
                                String run = run(engine);
                                engine.resume(run);
                                return engine.await(run);
                            })
                            .state())
                    .isEqualTo(Outcome.State.WAITING);
        }

        assertThat(told("Task_MayWe")).containsExactly("ASKED");
        assertThat(RunRecords.read(files)).singleElement().satisfies(run -> {
            assertThat(run.state()).isEqualTo(Outcome.State.WAITING);
            assertThat(run.unfinished()).isTrue();
        });
        assertThat(steps.calls()).containsExactly("createKeys");
    }

    /** Whoever dies when that was written down, before anything else is done. */
    @ParameterizedTest
    @EnumSource(
            value = StepEvent.Kind.class,
            names = {"ANSWERED", "DONE"})
    void anAnswerGivenAgainAfterADeathCountsOnce(StepEvent.Kind last) throws Exception {
        begin();
        assertThatThrownBy(() -> inEngine(
                        event -> {
                            if (event.kind() == last) {
                                throw new IllegalStateException("died");
                            }
                        },
                        engine -> answer(engine, null, YES)))
                .hasMessage("died");

        Outcome again = inEngine(engine -> answer(engine, "may we?", YES));

        assertThat(again.state()).isEqualTo(Outcome.State.WAITING);
        assertThat(again.questions()).hasSize(2);
        assertThat(events("Task_MayWe")).extracting(StepEvent::attempt).containsOnly(1);
        assertThat(told("Task_MayWe"))
                .startsWith("ASKED", "ANSWERED")
                .endsWith("DONE")
                .containsOnlyOnce("DONE");
        assertThat(events("Task_MayWe"))
                .last()
                .extracting(StepEvent::message)
                .isEqualTo("approved by ada: fine with me");
        inEngine(engine -> {
            assertThatThrownBy(() -> answer(engine, "may we?", NO))
                    .isInstanceOf(RunChangeException.class)
                    .hasMessageContaining("May we? has been answered: approved by ada");
            return null;
        });
        assertThat(steps.calls()).containsExactly("createKeys");
    }

    @Test
    void goesOnWithAnAnswerThatWasGivenInTheEngineItself() throws Exception {
        try (SharedEngine server = SharedEngine.open(directory.resolve("server"), steps.beans(), OPTIONS)) {
            inEngine(server, engine -> engine.await(engine.start(workflow, "asking", "dev", Map.of())));
            Run run = server.unfinished().get(0);
            assertThat(server.canGoOn(run)).isFalse();

            TaskService tasks = server.services().getTaskService();
            tasks.complete(tasks.createTaskQuery().singleResult().getId(), Map.of("approved", false));

            assertThat(server.canGoOn(run)).isTrue();
            Outcome outcome = inEngine(server, engine -> {
                engine.resume(run.id());
                return engine.await(run.id());
            });
            assertThat(outcome.state()).isEqualTo(Outcome.State.REJECTED);
        }
        assertThat(told("Task_MayWe")).containsExactly("ASKED", "DONE");
        assertThat(events("Task_MayWe").get(1).message()).isEqualTo("answered by ada in the engine");
    }

    @Test
    void aQuestionCanBeAskedAgainFromAnEarlierStepOn() throws Exception {
        begin();

        Outcome again = inEngine(engine -> {
            String run = run(engine);
            engine.resumeFrom(run, "before", null);
            return engine.await(run);
        });

        assertThat(again.state()).isEqualTo(Outcome.State.WAITING);
        assertThat(steps.calls()).containsExactly("createKeys", "createKeys");
        assertThat(told("Task_MayWe")).containsExactly("ASKED", "CANCELLED", "ASKED");
    }

    /** Threads that still run take what an answer makes due at once; how they meet is chance, so it is tried often. */
    @RepeatedTest(20)
    void answersInPlaceDoNotMeetTheThreadsThatGoOn() throws Exception {
        Outcome outcome = inEngine(engine -> {
            engine.await(engine.start(workflow, "asking", "dev", Map.of()));
            answer(engine, null, YES);
            answer(engine, "and this?", YES);
            return answer(engine, "and that?", YES);
        });

        assertThat(outcome.state()).isEqualTo(Outcome.State.COMPLETED);
    }

    /** What a test does with an engine. */
    private interface Use {
        Outcome with(ClusterEngine engine) throws Exception;
    }

    private Outcome begin() throws Exception {
        return inEngine(engine -> engine.await(engine.start(workflow, "asking", "dev", Map.of())));
    }

    private static Outcome answer(ClusterEngine engine, String step, Answer answer) throws InterruptedException {
        String run = run(engine);
        engine.answer(run, step, null, answer);
        return engine.await(run);
    }

    private static String run(ClusterEngine engine) {
        return engine.unfinished().orElseThrow().id();
    }

    private Outcome inEngine(Use use) throws Exception {
        return inEngine(event -> {}, use);
    }

    private Outcome inEngine(StepListener also, Use use) throws Exception {
        try (Journal journal = Journal.open(files)) {
            StepListener listener = event -> {
                journal.on(event);
                also.on(event);
            };
            try (ClusterEngine engine = ClusterEngine.open(files, steps.beans(), journal, listener, OPTIONS)) {
                return use.with(engine);
            }
        }
    }

    private Outcome inEngine(SharedEngine server, Use use) throws Exception {
        try (Journal journal = Journal.open(files);
                ClusterEngine engine = server.open(files, "dev", steps.beans(), journal, journal, OPTIONS)) {
            return use.with(engine);
        }
    }

    private List<String> told(String step) {
        return events(step).stream().map(event -> event.kind().name()).toList();
    }

    private List<StepEvent> events(String step) {
        String run = Progress.read(files).orElseThrow().run().id();
        return Journal.events(files, run).stream()
                .filter(event -> event.step().equals(step))
                .toList();
    }
}
