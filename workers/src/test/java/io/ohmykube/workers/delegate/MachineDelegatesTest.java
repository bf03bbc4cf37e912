package io.ohmykube.workers.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.config.NodeStatus.Phase;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.MachineSpec;
import io.ohmykube.launcher.simulated.Rule;
import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.contract.PermanentStepException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines come, answer and go. */
final class MachineDelegatesTest {
    @TempDir
    Path directory;

    @Test
    void makesAMachineAndRecordsItsKeyAndAddress() throws Exception {
        try (Rig rig = new Rig(directory)) {
            rig.run("createMachine", Rig.WORKER);
            assertThat(rig.status(Rig.WORKER).phase()).isEqualTo(Phase.CREATED);
            assertThat(Files.readString(rig.clusters.files(Rig.CLUSTER).knownHosts()))
                    .contains(Rig.WORKER);
            rig.run("reachMachine", Rig.WORKER);
            Machine machine = rig.launcher.get(Rig.CLUSTER, Rig.WORKER).orElseThrow();
            assertThat(rig.status(Rig.WORKER).address())
                    .isEqualTo(machine.addresses().get(0));
        }
    }

    @Test
    void triesAgainToMakeAMachineThatCouldNotBeMade() throws Exception {
        Rule fails = rule("launcher create", Rig.WORKER, List.of(1), Rule.Outcome.FAIL, Rule.At.BEFORE);
        try (Rig rig = new Rig(directory, fails)) {
            assertThatThrownBy(() -> rig.run("createMachine", Rig.WORKER)).isInstanceOf(PermanentStepException.class);
            rig.run("createMachine", Rig.WORKER);
            assertThat(rig.launcher.get(Rig.CLUSTER, Rig.WORKER)).isPresent();
            assertThat(rig.status(Rig.WORKER).phase()).isEqualTo(Phase.CREATED);
        }
    }

    @Test
    void hasAHalfMadeMachineRemovedAndMadeAnew() throws Exception {
        Rule half = rule("launcher create", Rig.WORKER, List.of(1), Rule.Outcome.FAIL, Rule.At.MIDWAY);
        try (Rig rig = new Rig(directory, half)) {
            assertThatThrownBy(() -> rig.run("createMachine", Rig.WORKER)).isInstanceOf(PermanentStepException.class);
            assertThatThrownBy(() -> rig.run("createMachine", Rig.WORKER)).isInstanceOf(BpmnError.class);
            rig.run("removeMachine", Rig.WORKER);
            rig.run("createMachine", Rig.WORKER);
            rig.run("reachMachine", Rig.WORKER);
        }
    }

    @Test
    void raisesThatAMachineNeverBooted() throws Exception {
        Rule dark = rule("boot", Rig.WORKER, List.of(1), Rule.Outcome.FAIL, Rule.At.BEFORE);
        try (Rig rig = new Rig(directory, dark)) {
            rig.run("createMachine", Rig.WORKER);
            assertThatThrownBy(() -> rig.run("reachMachine", Rig.WORKER))
                    .isInstanceOfSatisfying(BpmnError.class, e -> assertThat(e.getErrorCode())
                            .isEqualTo(ErrorCodes.MACHINE_UNREACHABLE));
            rig.run("removeMachine", Rig.WORKER);
            rig.prepare(Rig.WORKER);
            assertThat(rig.status(Rig.WORKER).phase()).isEqualTo(Phase.PREPARED);
        }
    }

    @Test
    void startsAStoppedMachineWithoutTrustingAnotherKey() throws Exception {
        try (Rig rig = new Rig(directory)) {
            rig.prepare(Rig.WORKER);
            String known = Files.readString(rig.clusters.files(Rig.CLUSTER).knownHosts());
            rig.launcher.stop(Rig.CLUSTER, Rig.WORKER);
            rig.run("createMachine", Rig.WORKER);
            rig.run("reachMachine", Rig.WORKER);
            assertThat(Files.readString(rig.clusters.files(Rig.CLUSTER).knownHosts()))
                    .isEqualTo(known);
            assertThat(rig.status(Rig.WORKER).phase()).isEqualTo(Phase.PREPARED);
        }
    }

    @Test
    void refusesAMachineThatShowsAnotherKey() throws Exception {
        try (Rig rig = new Rig(directory)) {
            rig.run("createMachine", Rig.WORKER);
            rig.launcher.delete(Rig.CLUSTER, Rig.WORKER);
            rig.launcher.create(new MachineSpec(
                    Rig.CLUSTER,
                    Rig.WORKER,
                    1,
                    2,
                    10,
                    null,
                    Files.readString(rig.clusters.files(Rig.CLUSTER).publicKey())
                            .strip()));
            assertThatThrownBy(() -> rig.run("reachMachine", Rig.WORKER))
                    .isInstanceOf(PermanentStepException.class)
                    .hasMessageContaining("host key");
        }
    }

    @Test
    void keepsAMachineThatCouldNotBeDeletedInTheState() throws Exception {
        Rule stuck = rule("launcher delete", Rig.WORKER, List.of(1), Rule.Outcome.FAIL, Rule.At.BEFORE);
        try (Rig rig = new Rig(directory, stuck)) {
            rig.run("createMachine", Rig.WORKER);
            assertThatThrownBy(() -> rig.run("removeMachine", Rig.WORKER))
                    .isInstanceOf(PermanentStepException.class)
                    .hasMessageContaining("could not be deleted");
            assertThat(rig.status(Rig.WORKER).phase()).isEqualTo(Phase.DELETE_FAILED);
            assertThat(rig.status(Rig.WORKER).message()).contains("simulated failure");
            assertThatThrownBy(() -> rig.run("forgetNode", Rig.WORKER)).isInstanceOf(PermanentStepException.class);
            assertThat(rig.cluster().node(Rig.WORKER)).isPresent();

            rig.run("removeMachine", Rig.WORKER);
            rig.run("forgetNode", Rig.WORKER);
            assertThat(rig.cluster().node(Rig.WORKER)).isEmpty();
            assertThat(rig.cluster().status().node(Rig.WORKER)).isEmpty();
        }
    }

    @Test
    void removesMachinesThatNoFileKnowsWithTheirCluster() throws Exception {
        try (Rig rig = new Rig(directory)) {
            rig.run("createMachine", Rig.WORKER);
            Rig.save(rig.clusters, "dev-2");
            rig.launcher.create(new MachineSpec("dev-2", "dev-2-worker-1", 1, 2, 10, null, "ssh-rsa AAAA"));
            rig.run("disposeLauncher");
            assertThat(rig.launcher.list(Rig.CLUSTER)).isEmpty();
            assertThat(rig.launcher.list("dev-2")).hasSize(1);
            assertThat(rig.events.last().message()).isEqualTo("removed also " + Rig.WORKER);
        }
    }

    @Test
    void makesOnlySoManyMachinesAtOnce() throws Exception {
        MachineSlots slots = new MachineSlots();
        CountDownLatch waits = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        MachineSlots.Slot first = slots.take("dev", 1, () -> {});
        Thread second = new Thread(() -> {
            try {
                MachineSlots.Slot slot = slots.take("dev", 1, waits::countDown);
                entered.countDown();
                slot.close();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        second.start();
        assertThat(waits.await(5, TimeUnit.SECONDS)).isTrue();
        slots.take("dev-2", 1, () -> {}).close();
        assertThat(entered.getCount()).isEqualTo(1);
        first.close();
        assertThat(entered.await(5, TimeUnit.SECONDS)).isTrue();
        second.join();
    }

    static Rule rule(
            String command, String node, @Nullable List<Integer> executions, Rule.Outcome outcome, Rule.At at) {
        return new Rule(command, node, executions, null, null, null, outcome, at, null, null);
    }
}
