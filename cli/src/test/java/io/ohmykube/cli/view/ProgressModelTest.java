package io.ohmykube.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.workers.contract.StepEvent.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressModelTest {
    private final ProgressModel model = new ProgressModel("dev", List.of("cp", "w1"));

    @Test
    void nodesWaitInTheOrderGivenUntilTheirFirstStep() {
        assertThat(model.rows()).extracting(Row::subject).containsExactly("cp", "w1");
        assertThat(model.rows()).extracting(Row::state).containsOnly(Row.State.WAITING);
    }

    @Test
    void aRowShowsTheStepThatRunsOnItsNode() {
        model.on(Events.event(Kind.STARTED, "Create machine", "w1"));

        Row row = row("w1");
        assertThat(row.state()).isEqualTo(Row.State.RUNNING);
        assertThat(row.title()).isEqualTo("Create machine");
        assertThat(row.since()).isEqualTo(Events.START);
        assertThat(row("cp").state()).isEqualTo(Row.State.WAITING);
    }

    @Test
    void stepsOfTheClusterItselfShareOneRow() {
        model.on(Events.event(Kind.STARTED, "Fetch packages", null));
        model.on(Events.event(Kind.STARTED, "Fetch images", null));
        assertThat(row("dev").title()).isEqualTo("Fetch packages, Fetch images");

        model.on(Events.done("Fetch packages", null, 10));
        assertThat(row("dev").title()).isEqualTo("Fetch images");
        assertThat(row("dev").state()).isEqualTo(Row.State.RUNNING);
    }

    @Test
    void aQuestionIsShownFromWhenNothingElseIsDoneUntilItIsAnswered() {
        model.on(Events.event(Kind.STARTED, "Fetch images", null));
        model.on(Events.event(Kind.ASKED, "Approve", null));
        assertThat(row("dev").state()).isEqualTo(Row.State.RUNNING);

        model.on(Events.done("Fetch images", null, 10));
        assertThat(row("dev").state()).isEqualTo(Row.State.ASKING);
        assertThat(row("dev").title()).isEqualTo("Approve");

        model.on(Events.event(Kind.ANSWERED, "Approve", null));
        assertThat(row("dev").state()).isEqualTo(Row.State.IDLE);
    }

    @Test
    void aFailureThatIsTriedAgainIsShownWithItsCauseUntilTheNextAttempt() {
        model.on(Events.event(Kind.STARTED, "Join node", "w1"));
        model.on(Events.event(Kind.RETRYING, "Join node", "w1", 1, 5L, "connection refused"));
        assertThat(row("w1").state()).isEqualTo(Row.State.RECOVERING);
        assertThat(row("w1").note()).isEqualTo("connection refused");

        model.on(Events.event(Kind.STARTED, "Join node", "w1", 2, null, null));
        assertThat(row("w1").state()).isEqualTo(Row.State.RUNNING);
        assertThat(row("w1").attempt()).isEqualTo(2);
        assertThat(row("w1").note()).isNull();
    }

    @Test
    void aFailureForGoodStaysOnItsRow() {
        model.on(Events.event(Kind.STARTED, "Join node", "w1"));
        model.on(Events.event(Kind.FAILED, "Join node", "w1", 1, 5L, "checksum mismatch"));
        assertThat(row("w1").state()).isEqualTo(Row.State.FAILED);
        assertThat(row("w1").note()).isEqualTo("checksum mismatch");
    }

    @Test
    void timesAddUpOverNodes() {
        model.on(Events.done("Create machine", "cp", 300));
        model.on(Events.done("Create machine", "w1", 500));

        assertThat(model.times())
                .containsExactly(new StepTime(
                        "Task_Createmachine", "Create machine", 2, Duration.ofMillis(500), Duration.ofMillis(800)));
    }

    private Row row(String subject) {
        return model.rows().stream()
                .filter(row -> row.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }
}
