package io.ohmykube.processes.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.processes.TestProcesses;
import io.ohmykube.processes.validation.ProcessDifference.Fact;
import io.ohmykube.processes.validation.ProcessDifference.Kind;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessDifferenceTest {
    private final String ours = new String(TestProcesses.files().get("node-join.bpmn"), UTF_8);

    @Test
    void aProcessDoesNotDifferFromItself() throws IOException {
        assertThat(ProcessDifference.between(ours.getBytes(UTF_8), ours.getBytes(UTF_8)))
                .isEmpty();
    }

    @Test
    void howAProcessIsDrawnAndDescribedIsNoDifference() throws IOException {
        String drawn = ours.replaceAll("x=\"\\d+\"", "x=\"7\"")
                .replaceAll("<bpmn:documentation>[^<]*<", "<bpmn:documentation>Anything.<");
        assertThat(drawn).isNotEqualTo(ours);

        assertThat(ProcessDifference.between(ours.getBytes(UTF_8), drawn.getBytes(UTF_8)))
                .isEmpty();
    }

    @Test
    void aChangedStepSaysWhatItWasAndWhatItIs() throws IOException {
        String other = ours.replace("${joinNode}", "${otherJoin}").replaceFirst("\\$\\{retryCycle}", "R3/PT1S");

        assertThat(ProcessDifference.between(ours.getBytes(UTF_8), other.getBytes(UTF_8)))
                .contains(new ProcessDifference(
                        Kind.CHANGED,
                        "Task_JoinNode",
                        "serviceTask",
                        java.util.List.of(
                                new Fact("camunda:delegateExpression", "${joinNode}", "${otherJoin}"),
                                new Fact("extensionElements failedJobRetryTimeCycle", "${retryCycle}", "R3/PT1S"))));
    }

    @Test
    void anotherIdIsOneElementLessAndOneMore() throws IOException {
        String other = ours.replace("Task_ApplyNodeMetadata", "Task_Other");

        assertThat(ProcessDifference.between(ours.getBytes(UTF_8), other.getBytes(UTF_8)))
                .filteredOn(difference -> difference.element().equals("serviceTask"))
                .extracting(ProcessDifference::kind, ProcessDifference::id)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Kind.REMOVED, "Task_ApplyNodeMetadata"),
                        org.assertj.core.groups.Tuple.tuple(Kind.ADDED, "Task_Other"));
    }

    @Test
    void whatIsNoBpmnCannotBeCompared() {
        assertThatThrownBy(() -> ProcessDifference.between(ours.getBytes(UTF_8), "<x/>".getBytes(UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not BPMN");
    }
}
