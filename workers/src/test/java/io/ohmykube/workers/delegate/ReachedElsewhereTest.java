package io.ohmykube.workers.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.launcher.HostPort;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.MachineSpec;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A launcher whose machines this computer reaches only at ports of its own. */
class ReachedElsewhereTest {
    private static final HostPort HERE = new HostPort("127.0.0.1", 16443);

    @TempDir
    Path directory;

    @Test
    void theKubeconfigNamesThePortThatLeadsToTheApiOfAControlPlane() throws Exception {
        try (Rig rig = new Rig(directory)) {
            Map<String, MachineSpec> made = new ConcurrentHashMap<>();
            rig.used = forwarding(rig.launcher, made);
            rig.controlPlane();
            rig.run("createMachine", Rig.WORKER);

            rig.run("saveKubeconfig");

            assertThat(rig.clusters.files(Rig.CLUSTER).kubeconfig()).content().contains("https://127.0.0.1:16443");
            assertThat(Objects.requireNonNull(made.get(Rig.CONTROL_PLANE)).ports())
                    .containsExactly(6443);
            assertThat(Objects.requireNonNull(made.get(Rig.WORKER)).ports()).isEmpty();
        }
    }

    private static Launcher forwarding(Launcher real, Map<String, MachineSpec> made) {
        return (Launcher) Proxy.newProxyInstance(
                Launcher.class.getClassLoader(), new Class<?>[] {Launcher.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("reach")) {
                        return ((Machine) arguments[0]).name().equals(Rig.CONTROL_PLANE) ? HERE : null;
                    }
                    if (method.getName().equals("create")) {
                        MachineSpec spec = (MachineSpec) arguments[0];
                        made.put(spec.name(), spec);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
