package io.ohmykube.processes.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.processes.TestProcesses;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Our own processes keep to the rules that users' processes are held to. */
class BpmnRulesTest {
    @Test
    void everyProcessKeepsToEveryRule() {
        assertThat(new ProcessValidator(TestProcesses.steps()).validate(TestProcesses.files()))
                .isEmpty();
    }

    @Test
    void everyFileIsNamedAfterItsProcess() {
        TestProcesses.files().forEach((name, content) -> {
            ProcessFile file = TestFiles.parse(name, content);
            assertThat(file.bpmn("process").get(0).getAttribute("id") + ".bpmn").isEqualTo(name);
        });
    }

    @Test
    void everyStepIsNamedAfterItsDelegateAndSaysWhatItChecks() {
        TestProcesses.files().forEach((name, content) -> {
            ProcessFile file = TestFiles.parse(name, content);
            assertThat(file.bpmn("serviceTask")).allSatisfy(task -> {
                String bean = task.getAttributeNS(ProcessFile.CAMUNDA, "delegateExpression")
                        .replaceAll("[${}]", "");
                assertThat(task.getAttribute("id"))
                        .isEqualTo("Task_" + Character.toUpperCase(bean.charAt(0)) + bean.substring(1));
                assertThat(task.getAttribute("name")).isNotBlank();
                assertThat(ProcessFile.children(task, ProcessFile.BPMN, "documentation"))
                        .hasSize(1);
            });
        });
    }

    @Test
    void aStepThatOccursTwiceHasOneTitle() {
        Map<String, String> titles = new HashMap<>();
        TestProcesses.files().forEach((name, content) -> TestFiles.parse(name, content)
                .bpmn("serviceTask")
                .forEach(task -> assertThat(task.getAttribute("name"))
                        .isEqualTo(titles.computeIfAbsent(task.getAttribute("id"), id -> task.getAttribute("name")))));
    }
}
