package io.ohmykube.workers.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.launcher.simulated.Rule;
import io.ohmykube.workers.contract.PermanentStepException;
import io.ohmykube.workers.contract.Variables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that never end by themselves. */
@Timeout(60)
final class HangingCommandsTest {
    private static final Duration LONGEST = Duration.ofSeconds(3);

    @TempDir
    Path directory;

    @Test
    void areEndedOnTheNodeBeforeTheStepIsTriedAgain() throws Exception {
        Rule hangs =
                MachineDelegatesTest.rule("prepare-system", Rig.WORKER, List.of(1), Rule.Outcome.HANG, Rule.At.BEFORE);
        try (Rig rig = new Rig(directory, remotes -> new HastyRemotes(remotes, "prepare-system", LONGEST), hangs)) {
            rig.run("createMachine", Rig.WORKER);
            rig.run("reachMachine", Rig.WORKER);
            assertThatThrownBy(() -> rig.run("prepareSystem", Rig.WORKER))
                    .isInstanceOf(PermanentStepException.class)
                    .hasMessageStartingWith(Rig.WORKER + ": no end after 3 s: prepare-system");

            rig.run("prepareSystem", Rig.WORKER);

            assertThat(rig.course("prepare-system", Rig.WORKER))
                    .containsExactly("started", "cut off", "started", "exit 0");
        }
    }

    @Test
    void areStoppedAndResetWhereTheyAreAKubeadm() throws Exception {
        Rule hangs = MachineDelegatesTest.rule(
                "kubeadm init", Rig.CONTROL_PLANE, List.of(1), Rule.Outcome.HANG, Rule.At.MIDWAY);
        try (Rig rig = new Rig(directory, remotes -> new HastyRemotes(remotes, "run-kubeadm init", LONGEST), hangs)) {
            rig.prepare(Rig.CONTROL_PLANE);
            DelegateExecution init =
                    Rig.on("initControlPlane", Rig.CONTROL_PLANE).get();
            assertThatThrownBy(() -> rig.run("initControlPlane", init))
                    .isInstanceOf(BpmnError.class)
                    .hasMessageContaining("no end after 3 s: run-kubeadm init");
            assertThat(init.getVariable(Variables.REPAIRS)).as("a failure").isEqualTo(1);

            rig.run("resetNode", Rig.CONTROL_PLANE);
            rig.run("initControlPlane", init);

            assertThat(rig.course("kubeadm init", Rig.CONTROL_PLANE))
                    .containsExactly("started", "cut off", "started", "exit 0");
            assertThat(rig.course("kubeadm reset", Rig.CONTROL_PLANE)).containsExactly("started", "exit 0");
        }
    }
}
