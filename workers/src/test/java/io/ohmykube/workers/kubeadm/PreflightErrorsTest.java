package io.ohmykube.workers.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.launcher.MachineTraits;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreflightErrorsTest {
    @Test
    void aMachineOfItsOwnThatIsLargeEnoughIsCheckedInFull() {
        assertThat(ignored(false, 2, 4, MachineTraits.VIRTUAL_MACHINE)).isEmpty();
    }

    @Test
    void aSizeThatTheUserChoseIsNotRefused() {
        assertThat(ignored(false, 1, 1, MachineTraits.VIRTUAL_MACHINE)).isEqualTo("NumCPU,Mem");
    }

    @Test
    void swapThatTheUserWantsIsNotRefused() {
        assertThat(ignored(true, 2, 4, MachineTraits.VIRTUAL_MACHINE)).isEqualTo("Swap");
    }

    @Test
    void whatBelongsToTheHostIsNotChecked() {
        assertThat(ignored(false, 2, 4, Fixtures.CONTAINER))
                .isEqualTo(
                        "SystemVerification,FileContent--proc-sys-net-bridge-bridge-nf-call-iptables,Swap,NumCPU,Mem");
    }

    private static String ignored(boolean swap, int cpu, int memory, MachineTraits traits) {
        return PreflightErrors.ignored(
                Fixtures.cluster("v1.33.0", swap, null).spec(),
                Fixtures.node("n", cpu, memory, Map.of()),
                Fixtures.machine("n", traits));
    }
}
