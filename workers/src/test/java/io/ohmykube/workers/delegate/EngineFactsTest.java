package io.ohmykube.workers.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.Home;
import io.ohmykube.workers.contract.Variables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the guard takes for granted of the engine. */
final class EngineFactsTest {
    private static final Retries RETRIES = new JobRetries();
    private static ProcessEngine engine;
    private static JavaDelegate behaviour = execution -> {};

    private final List<Boolean> left = new ArrayList<>();

    @BeforeAll
    static void startEngine() {
        StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration() {
            @Override
            protected void initDmnEngine() {
                // Decisions are left out of the product's class path.
            }
        };
        configuration.setDmnEnabled(false);
        configuration.setCmmnEnabled(false);
        configuration.setJdbcUrl("jdbc:h2:mem:engine-facts;DB_CLOSE_DELAY=-1");
        configuration.setJobExecutorActivate(false);
        configuration.setEnforceHistoryTimeToLive(false);
        configuration.setBeans(Map.of("step", (JavaDelegate) execution -> behaviour.execute(execution)));
        engine = configuration.buildProcessEngine();
        deploy(Bpmn.createExecutableProcess("part")
                .startEvent()
                .serviceTask("Task_Step")
                .camundaDelegateExpression("${step}")
                .camundaAsyncBefore()
                .camundaFailedJobRetryTimeCycle("PT0S,PT0S")
                .boundaryEvent()
                .error("Err_X")
                .serviceTask("Task_Again")
                .camundaDelegateExpression("${step}")
                .camundaAsyncBefore()
                .endEvent()
                .moveToActivity("Task_Step")
                .endEvent()
                .done());
        deploy(Bpmn.createExecutableProcess("whole")
                .startEvent()
                .callActivity("Call_Part")
                .calledElement("part")
                .endEvent()
                .done());
    }

    @AfterAll
    static void stopEngine() {
        engine.close();
    }

    @BeforeEach
    void endEarlierRuns() {
        engine.getRuntimeService()
                .createProcessInstanceQuery()
                .rootProcessInstances()
                .list()
                .forEach(run -> engine.getRuntimeService().deleteProcessInstance(run.getId(), "test"));
    }

    @Test
    void knowsFromTheFirstFailureOnHowManyAttemptsAreLeft() {
        behaviour = execution -> {
            left.add(RETRIES.left());
            throw new TransientStepException("again", null);
        };
        engine.getRuntimeService().startProcessInstanceByKey("part");
        failTimes(3);
        assertThat(left).containsExactly(true, true, false);

        engine.getManagementService().setJobRetries(job(), 2);
        failTimes(2);
        assertThat(left).containsExactly(true, true, false, true, false);
    }

    @Test
    void countsRepairsWhereTheyOutliveTheScopeThatAnErrorEnds() {
        Repairs repairs = new Repairs(new NodeRecords(ClusterStore.in(new Home(Path.of("unused")))));
        behaviour = execution -> {
            if (execution.getCurrentActivityId().equals("Task_Step")) {
                repairs.count(execution);
                throw new BpmnError("Err_X");
            }
            left.add(Integer.valueOf(1).equals(execution.getVariable(Variables.REPAIRS)));
        };
        engine.getRuntimeService().startProcessInstanceByKey("whole");
        engine.getManagementService().executeJob(job());
        engine.getManagementService().executeJob(job());
        assertThat(left).containsExactly(true);
    }

    @Test
    void findsTheRunThroughProcessesThatCallOneAnother() {
        List<String> seen = new ArrayList<>();
        behaviour = execution -> seen.add(
                StepRun.root(execution) + " " + StepRun.of(execution, 1).process());
        String run =
                engine.getRuntimeService().startProcessInstanceByKey("whole").getId();
        engine.getManagementService().executeJob(job());
        assertThat(seen).containsExactly(run + " part");
    }

    private void failTimes(int times) {
        ManagementService management = engine.getManagementService();
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> management.executeJob(job())).isInstanceOf(TransientStepException.class);
        }
    }

    private static String job() {
        return engine.getManagementService().createJobQuery().singleResult().getId();
    }

    private static void deploy(BpmnModelInstance model) {
        String name = model.getDefinitions().getRootElements().iterator().next().getId() + ".bpmn";
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(name, model)
                .deploy();
    }
}
