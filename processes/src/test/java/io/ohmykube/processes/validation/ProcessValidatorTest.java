package io.ohmykube.processes.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.processes.TestProcesses;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.contract.StepInput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessValidatorTest {
    private final ProcessValidator validator = new ProcessValidator(TestProcesses.steps());

    /** Each line breaks one thing in one of our files: file | text | what it becomes | element | part of the message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        node-join    | ${joinNode}                        | ${nobody}                        | Task_JoinNode | no step 'nobody'; 'ohmykube workflow steps'
        node-join    | ${joinNode}                        | ${joinnode}                      | Task_JoinNode | did you mean 'joinNode'?
        node-join    | delegateExpression="${joinNode}"   | class="java.lang.Runtime"        | Task_JoinNode | camunda:class is not allowed
        node-join    | delegateExpression="${joinNode}"   | expression="${x.exec('sh')}"     | Task_JoinNode | camunda:expression is not allowed
        node-join    | ${joinNode}                        | ${joinNode.other()}              | Task_JoinNode | needs camunda:delegateExpression
        node-join    | ${joinNode}" camunda:asyncBefore="true" | ${joinNode}"                | Task_JoinNode | needs camunda:asyncBefore
        node-join    | camunda:historyTimeToLive="P30D"   |                                  | node-join     | needs camunda:historyTimeToLive
        node-join    | isExecutable="true"                |                                  | node-join     | needs isExecutable
        node-join    | Err_KubeadmIncomplete"             | Err_Unknown"                     | BoundaryEvent_KubeadmIncomplete | no delegate raises the error 'Err_Unknown'
        node-join    | bpmnElement="Task_ResetNode"       | bpmnElement="Task_JoinNode"      | Task_ResetNode | not in the diagram
        node-join    | bpmnElement="Flow_JoinNode_ApplyNodeMetadata" | bpmnElement="Task_JoinNode" | Flow_JoinNode_ApplyNodeMetadata | not in the diagram
        node-join    | ${retryCycle}                      | ${retry.cycle()}                 | Task_JoinNode | '${retry.cycle()}' is not allowed
        node-remove  | ${force == true}                   | ${''.getClass() == force}        | Flow_Force_Drained | is not allowed
        node-remove  | tFormalExpression">${force         | tFormalExpression" language="javascript">${force | Flow_Force_Drained | scripts are not allowed
        node-delete  | lists.of(execution,'nodes')        | lists.of(execution,'nodes').stream() | Call_RemoveNodes | is not allowed
        node-delete  | camunda:asyncAfter="true"          |                                  | Call_RemoveNodes | multi-instance needs camunda:asyncAfter
        node-delete  | calledElement="node-remove"        | calledElement="node-vanish"      | Call_RemoveNodes | no process 'node-vanish'
        node-delete  | camunda:calledElementBinding="deployment" |                           | Call_RemoveNodes | needs camunda:calledElementBinding
        cluster-down | camunda:calledElementBinding="deployment" camunda:asyncAfter="true" | camunda:calledElementBinding="deployment" | Call_RemoveControlPlane | needs camunda:asyncAfter
        node-add     | id="Gateway_AllDone" camunda:asyncBefore="true" | id="Gateway_AllDone" | Gateway_AllDone | a join needs camunda:asyncBefore
        node-add     | id="Gateway_AllDone" camunda:asyncBefore="true" | id="Gateway_AllDone" | Task_FetchImages | what follows it needs camunda:asyncBefore
        node-add     | camunda:exclusive="false"          |                                  | Gateway_Begin | would run one after the other
        addon-install | <bpmn:documentation>Applies       | <bpmn:extensionElements><camunda:executionListener event="start" class="X" /></bpmn:extensionElements><bpmn:documentation>Applies | the file | is not BPMN
        addon-install | <camunda:failedJobRetryTimeCycle> | <camunda:executionListener event="start" class="X" /><camunda:failedJobRetryTimeCycle> | Task_ApplyAddOn | cannot hold a camunda:executionListener
        addon-install | <camunda:failedJobRetryTimeCycle> | <camunda:formData><camunda:formField id="approved" type="boolean" defaultValue="${''.getClass()}" /></camunda:formData><camunda:failedJobRetryTimeCycle> | approved | is not allowed
        addon-install | <camunda:failedJobRetryTimeCycle> | <camunda:formData><camunda:formField id="approved" type="boolean"><camunda:validation /></camunda:formField></camunda:formData><camunda:failedJobRetryTimeCycle> | approved | cannot hold a camunda:validation
        addon-install | bpmn:serviceTask                  | bpmn:userTask                    | Task_ApplyAddOn | camunda:delegateExpression is for service tasks
        addon-install | bpmn:serviceTask                  | bpmn:sendTask                    | Task_ApplyAddOn | a send task has nobody to send to
        addon-install | bpmn:serviceTask                  | bpmn:receiveTask                 | Task_ApplyAddOn | would wait for ever
        addon-install | bpmn:serviceTask                  | bpmn:manualTask                  | Task_ApplyAddOn | a manual task does nothing
        addon-install | bpmn:serviceTask                  | bpmn:businessRuleTask            | Task_ApplyAddOn | no rules to go by
        addon-install | bpmn:serviceTask                  | bpmn:task                        | Task_ApplyAddOn | a task of no kind does nothing
        addon-install | camunda:delegateExpression="${applyAddOn}" | camunda:type="external" camunda:topic="x" | Task_ApplyAddOn | nobody would carry out a service task of type 'external'
        addon-install | xmlns:camunda="                   | xmlns:old="http://activiti.org/bpmn" old:class="X" xmlns:camunda=" | Definitions_addon-install | old:class is not allowed
        addon-install | <?xml version="1.0" encoding="UTF-8"?> | <!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]> | the file | DOCTYPE
        node-remove  | default="Flow_Force_DrainNode"     |                                  | Flow_Force_DrainNode | needs a condition
        node-join    | <bpmn:startEvent                   | <bpmn:startEvent id="Second" /><bpmn:startEvent | node-join | exactly one start event and has 2
        node-join    | targetRef="Task_ApplyNodeMetadata" | targetRef="Task_JoinNode"        | Task_JoinNode | a loop needs an exit
        node-join    | targetRef="Task_ApplyNodeMetadata" | targetRef="Task_JoinNode"        | Task_ApplyNodeMetadata | is never reached
        cluster-down | targetRef="EndEvent"               | targetRef="Task_DisposeLauncher" | Task_RemoveKubeconfig | a loop needs an exit
        cluster-down | <bpmn:sequenceFlow id="Flow_RemoveKubeconfig_EndEvent" sourceRef="Task_RemoveKubeconfig" | <bpmn:sequenceFlow id="Flow_RemoveKubeconfig_EndEvent" sourceRef="Task_DisposeLauncher" | Task_RemoveKubeconfig | leads nowhere
        cluster-down | <bpmn:sequenceFlow id="Flow_RemoveKubeconfig_EndEvent" sourceRef="Task_RemoveKubeconfig" | <bpmn:sequenceFlow id="Flow_RemoveKubeconfig_EndEvent" sourceRef="Task_DisposeLauncher" | Task_DisposeLauncher | leads to 2 elements
        cluster-down | targetRef="EndEvent"               | targetRef="EndEvnt"              | the file | names 'EndEvnt', and no element has that id
        addon-install | </bpmn:definitions>               |                                  | the file | is not XML
        """)
    void namesTheFileTheElementAndWhatIsWrong(
            String process, String text, String broken, String element, String message) {
        String file = process + ".bpmn";
        String before = new String(TestProcesses.files().get(file), UTF_8);
        assertThat(before).contains(text);
        byte[] after = before.replace(text, broken == null ? "" : broken).getBytes(UTF_8);

        List<ProcessProblem> problems = validator.validate(Map.of(file, after));

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(file);
            assertThat(problem.element()).isEqualTo(element);
            assertThat(problem.message()).contains(message);
        });
    }

    /** What a user task may hold and what not: the whole of it in the place of a service task. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        name="Shall ${cluster} go on?" camunda:assignee="ada" camunda:asyncBefore="true" camunda:asyncAfter="true" | |
        name="Go on?" camunda:asyncAfter="true"                                   |         | needs camunda:asyncBefore
        name="Go on?" camunda:asyncBefore="true"                                  |         | needs camunda:asyncAfter
        camunda:asyncBefore="true" camunda:asyncAfter="true"                      |         | needs a name
        name="${lists.toString()}" camunda:asyncBefore="true" camunda:asyncAfter="true" |   | hold no other expression
        name="Go?" camunda:asyncBefore="true" camunda:asyncAfter="true"           | Is #{''.getClass()} it? | hold no other expression
        name="Go?" camunda:assignee="${''.getClass()}" camunda:asyncBefore="true" camunda:asyncAfter="true" | | is not allowed
        name="Go?" camunda:formKey="app:x" camunda:asyncBefore="true" camunda:asyncAfter="true" |   | camunda:formKey is not allowed
        """)
    void aPersonIsAskedByTextAlone(String attributes, String documentation, String message) {
        String before = new String(TestProcesses.files().get("addon-install.bpmn"), UTF_8);
        String text = documentation == null ? "" : documentation;
        String after = before.replaceFirst(
                "(?s)<bpmn:serviceTask id=\"Task_ApplyAddOn\".*?</bpmn:extensionElements>(.*?)</bpmn:serviceTask>",
                Matcher.quoteReplacement("<bpmn:userTask id=\"Task_ApplyAddOn\" " + attributes + "><bpmn:documentation>"
                                + text + "</bpmn:documentation>")
                        + "$1</bpmn:userTask>");
        assertThat(after).contains("userTask");

        List<ProcessProblem> problems = validator.validate(Map.of("addon-install.bpmn", after.getBytes(UTF_8)));

        if (message == null) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).singleElement().satisfies(problem -> {
                assertThat(problem.element()).isEqualTo("Task_ApplyAddOn");
                assertThat(problem.message()).contains(message);
            });
        }
    }

    @Test
    void aQuestionCannotBeTimedOut() {
        String before = new String(TestProcesses.files().get("node-join.bpmn"), UTF_8);
        byte[] after = before.replace("bpmn:serviceTask", "bpmn:userTask").getBytes(UTF_8);

        assertThat(validator.validate(Map.of("node-join.bpmn", after)))
                .anySatisfy(problem -> assertThat(problem.message()).contains("nothing can end a question"));
    }

    @Test
    void aStepOfOneNodeHasToBeInAProcessThatIsCalledForOne() {
        Map<String, StepFacts> steps = new HashMap<>(TestProcesses.steps());
        StepFacts ofOneNode = StepFacts.does("").reads(StepInput.NODE);
        steps.put("joinNode", ofOneNode);
        steps.put("awaitNode", ofOneNode);
        ProcessValidator knowing = new ProcessValidator(steps);
        Map<String, byte[]> files = new HashMap<>(TestProcesses.files());
        assertThat(knowing.validate(files)).isEmpty();

        String before = new String(files.get("cluster-up.bpmn"), UTF_8);
        files.put(
                "cluster-up.bpmn",
                before.replace("${verifyCluster}", "${awaitNode}").getBytes(UTF_8));

        assertThat(knowing.validate(files)).singleElement().satisfies(problem -> {
            assertThat(problem.element()).isEqualTo("Task_VerifyCluster");
            assertThat(problem.message()).contains("no variable 'node'", "such as node-join");
        });
    }
}
