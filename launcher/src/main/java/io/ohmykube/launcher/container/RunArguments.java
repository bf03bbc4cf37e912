package io.ohmykube.launcher.container;

import io.ohmykube.launcher.MachineSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The arguments with which a machine is made. */
final class RunArguments {
    private static final Logger LOG = LoggerFactory.getLogger(RunArguments.class);

    /** The limit Podman would set; without the right to raise limits it fails in setting it. */
    private static final long USUAL_FILES = 1_048_576;

    private final Engine engine;
    private final HostFacts host;
    private final boolean offline;
    private final AtomicBoolean told = new AtomicBoolean();

    /** @param offline whether the engine may not look for images elsewhere */
    RunArguments(Engine engine, HostFacts host, boolean offline) {
        this.engine = engine;
        this.host = host;
        this.offline = offline;
    }

    /** Makes a container that is still to be started. */
    String[] of(MachineSpec spec, String network, String address, String image) {
        List<String> line = new ArrayList<>(List.of(
                "create",
                "--name=" + spec.name(),
                "--hostname=" + spec.name(),
                "--network=" + network,
                "--ip=" + address,
                "--label=" + Container.CLUSTER_LABEL + "=" + spec.cluster(),
                "--label=" + Container.NODE_LABEL + "=" + spec.name(),
                "--label=" + Container.ADDRESS_LABEL + "=" + address,
                "--privileged",
                "--cgroupns=private",
                "--stop-signal=SIGRTMIN+3",
                // On the container's own layered file system containerd could not layer its images.
                "--volume=/var/lib/containerd",
                "--volume=/var/lib/kubelet",
                "--volume=/var/lib/etcd",
                // What systemd needs. Podman's own --systemd would besides put the host's systemd hierarchy of cgroup
                // v1
                // over the node's, and all nodes of a host would then be each other's.
                "--tmpfs=/run",
                "--tmpfs=/run/lock",
                "--tmpfs=/tmp:exec"));
        if (offline) {
            line.add("--pull=never");
        }
        line.addAll(engine.isPodman() ? podman() : docker());
        line.addAll(size(spec));
        line.addAll(List.of(image, "sh", "-euc", Recipe.NODE_INIT.text(), "ohmykube-init", spec.authorizedKey()));
        return line.toArray(String[]::new);
    }

    private List<String> podman() {
        List<String> line = new ArrayList<>(List.of("--systemd=false", "--env=container=podman"));
        if (host.hasProgram("runc")) {
            // crun fails where the host cannot give every capability; runc works wherever crun does.
            line.add("--runtime=runc");
        }
        if (!host.mayRaiseLimits()) {
            line.add(limit("nofile", host.hardLimit("Max open files").orElse(USUAL_FILES)));
            // Podman lowers its own limit to the highest process number, and so its containers' limit too.
            line.add(limit(
                    "nproc",
                    Math.min(
                            host.mostProcesses(),
                            host.hardLimit("Max processes").orElse(Long.MAX_VALUE))));
        }
        return line;
    }

    private static String limit(String name, long value) {
        return "--ulimit=" + name + "=" + value + ":" + value;
    }

    private static List<String> docker() {
        return List.of("--env=container=docker", "--security-opt=seccomp=unconfined");
    }

    private List<String> size(MachineSpec spec) {
        String controllers = engine.isPodman()
                ? engine.program().require("info", "--format", "{{.Host.CgroupControllers}}")
                : engine.program()
                        .require("info", "--format", "{{if .CPUCfsQuota}}cpu{{end}} {{if .MemoryLimit}}memory{{end}}");
        List<String> present =
                List.of(controllers.replaceAll("[\\[\\]]", " ").strip().split("\\s+", -1));
        List<String> line = new ArrayList<>();
        if (present.contains("cpu")) {
            line.add("--cpus=" + spec.cpus());
        }
        if (present.contains("memory")) {
            line.add("--memory=" + spec.memory() + "g");
        }
        if (line.size() < 2 && !told.getAndSet(true)) {
            LOG.warn(
                    "this host cannot limit the processors and the memory of containers; sizes of nodes have no effect");
        }
        return line;
    }
}
