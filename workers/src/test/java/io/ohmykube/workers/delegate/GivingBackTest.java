package io.ohmykube.workers.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.config.Condition;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.MachineTraits;
import io.ohmykube.launcher.SshEndpoint;
import io.ohmykube.workers.contract.Variables;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that belong to somebody and do not answer when they are to be given back. */
class GivingBackTest {
    /** Nobody listens on this port of the loopback. */
    private static final Machine DEAD = new Machine(
            Rig.CLUSTER,
            Rig.WORKER,
            Machine.State.RUNNING,
            List.of("10.0.0.9"),
            new SshEndpoint("127.0.0.1", 1, "ada", List.of()),
            MachineTraits.VIRTUAL_MACHINE);

    @TempDir
    Path directory;

    private final List<String> givenUp = new ArrayList<>();

    @Test
    void withoutForceTheStepFailsAndTheAdviceIsTheCommandThatGivesUp() throws Exception {
        try (Rig rig = rig()) {
            assertThatThrownBy(() -> rig.run("restoreMachine", Rig.WORKER)).hasMessageContaining(Rig.WORKER);
            assertThat(rig.events.last().message())
                    .contains("ohmykube delete " + Rig.WORKER + " --force --name " + Rig.CLUSTER);
            assertThatThrownBy(() -> rig.run(
                            "restoreMachine",
                            Rig.on("restoreMachine", Rig.WORKER)
                                    .with(Variables.WHOLE_CLUSTER, true)
                                    .get()))
                    .hasMessageContaining(Rig.WORKER);
            assertThat(rig.events.last().message()).contains("ohmykube down --force --name " + Rig.CLUSTER);
            assertThat(givenUp).isEmpty();
            assertThat(rig.cluster().status().conditions()).isEmpty();
        }
    }

    @Test
    void byForceItIsGivenUpAndWhatIsLeftOnItIsKeptForTheEnd() throws Exception {
        try (Rig rig = rig()) {
            rig.run(
                    "restoreMachine",
                    Rig.on("restoreMachine", Rig.WORKER)
                            .with(Variables.WHOLE_CLUSTER, true)
                            .with(Variables.FORCE, true)
                            .get());

            assertThat(givenUp).containsExactly(Rig.WORKER);
            assertThat(rig.events.last().message()).startsWith("left as it is, since " + Rig.WORKER);
            assertThat(rig.cluster().status().conditions())
                    .singleElement()
                    .satisfies(condition -> assertThat(condition.type()).isEqualTo(Condition.GIVEN_UP + Rig.WORKER))
                    .satisfies(condition -> assertThat(condition.message())
                            .startsWith(Rig.WORKER + " is left as it is")
                            .contains("sh /var/lib/ohmykube/changes/restore.sh", "authorized_keys of ada"));
        }
    }

    private Rig rig() throws Exception {
        Rig rig = new Rig(directory);
        Launcher real = rig.launcher;
        rig.used = (Launcher) Proxy.newProxyInstance(
                Launcher.class.getClassLoader(),
                new Class<?>[] {Launcher.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "ownsMachines" -> false;
                    case "get" -> Optional.of(DEAD);
                    case "abandon" -> {
                        givenUp.add((String) arguments[1]);
                        yield null;
                    }
                    default -> {
                        try {
                            yield method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }
                });
        return rig;
    }
}
