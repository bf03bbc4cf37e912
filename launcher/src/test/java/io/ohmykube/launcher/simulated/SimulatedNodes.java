package io.ohmykube.launcher.simulated;

import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.MachineSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Simulated machines without the SSH in front of them. */
final class SimulatedNodes {
    static final String ADMIN = "--kubeconfig=/etc/kubernetes/admin.conf";

    private final SimulatedCluster cluster;
    private final Interpreter interpreter = new Interpreter();

    /** Machines kept in this directory; there may be some already. */
    SimulatedNodes(Path directory, Scenario scenario) {
        cluster = new SimulatedCluster("dev", directory, scenario);
    }

    /** What a command printed and how it ended. */
    record Result(Ended ended, String stdout, String stderr) {
        int exitCode() {
            return ended.exitCode();
        }
    }

    SimulatedCluster cluster() {
        return cluster;
    }

    SimulatedMachine make(String name) {
        try {
            return cluster.make(new MachineSpec("dev", name, 2, 4, 20, null, "ssh-rsa none"), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SimulatedMachine machine(String name) {
        try {
            return cluster.machine(name).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Result run(String node, String... argv) {
        return line(node, Command.of(argv).quoted(), "");
    }

    Result given(String stdin, String node, String... argv) {
        return line(node, Command.of(argv).quoted(), stdin);
    }

    /** Runs a script that only has its marker line: a simulated machine looks at nothing else. */
    Result script(String node, String name, String... arguments) {
        List<String> argv = new ArrayList<>(List.of("sh", "-euc", "# ohmykube: " + name + "\nreal work", name));
        argv.addAll(List.of(arguments));
        return run(node, argv.toArray(String[]::new));
    }

    Result line(String node, String line, String stdin) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            Ended ended = interpreter.run(
                    cluster,
                    machine(node),
                    line,
                    new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                    out,
                    err,
                    Wire.NONE);
            return new Result(ended, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Result kubectl(String node, String... arguments) {
        return given("", node, kubectlLine(arguments));
    }

    Result apply(String node, String manifest) {
        return given(manifest, node, kubectlLine("apply", "--validate=false", "-f", "-"));
    }

    private static String[] kubectlLine(String... arguments) {
        List<String> argv = new ArrayList<>(List.of("kubectl", ADMIN));
        argv.addAll(List.of(arguments));
        return argv.toArray(String[]::new);
    }

    /** A machine on which kubeadm can work. */
    SimulatedMachine prepared(String name) {
        SimulatedMachine machine = make(name);
        script(name, "prepare-system", name, machine.record().address(), "own-kernel", "swap-off");
        for (String program : List.of("containerd", "crictl", "kubelet", "kubeadm", "kubectl")) {
            install(name, program);
        }
        upload(name, "/etc/systemd/system/containerd.service", "[Service]\n");
        upload(name, "/etc/systemd/system/kubelet.service", "[Service]\n");
        script(name, "start-runtime");
        return machine;
    }

    Result install(String node, String program) {
        String digest = BasicPrograms.sha256(program.getBytes(StandardCharsets.UTF_8));
        return given(
                program,
                node,
                "sh",
                "-euc",
                "# ohmykube: install-package\n",
                "install-package",
                program,
                digest,
                "zstd",
                "sha256:" + digest);
    }

    void upload(String node, String path, String content) {
        given(content, node, "sh", "-euc", "", "ohmykube-receive", path);
        run(
                node,
                "sh",
                "-euc",
                "",
                "ohmykube-place",
                path,
                "0644",
                Integer.toString(content.getBytes(StandardCharsets.UTF_8).length));
    }

    Result init(String node) {
        upload(
                node,
                "/etc/kubernetes/ohmykube/init.yaml",
                """
                apiVersion: kubeadm.k8s.io/v1beta4
                kind: InitConfiguration
                localAPIEndpoint: {advertiseAddress: %s}
                nodeRegistration: {name: %s}
                ---
                apiVersion: kubeadm.k8s.io/v1beta4
                kind: ClusterConfiguration
                kubernetesVersion: v1.33.0
                networking: {podSubnet: 10.244.0.0/16}
                """
                        .formatted(machine(node).record().address(), node));
        return script(node, "run-kubeadm", "init", "/etc/kubernetes/ohmykube/init.yaml", "NumCPU");
    }

    /** The command that kubeadm on the control plane prints, as its words. */
    List<String> joinCommand(String controlPlane, String ttl) {
        return List.of(run(controlPlane, "kubeadm", "token", "create", "--ttl", ttl, "--print-join-command")
                .stdout()
                .strip()
                .split(" ", -1));
    }

    Result join(String node, String controlPlane) {
        return run(node, joinCommand(controlPlane, "15m").toArray(String[]::new));
    }
}
