package io.ohmykube.launcher.simulated;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** kubeadm's preflight checks, as far as OhMyKube's steps can fail them. */
final class Preflight {
    private final Execution execution;
    private final Set<String> ignored;
    private final List<String> errors = new ArrayList<>();

    Preflight(Execution execution, Arguments arguments) {
        this.execution = execution;
        this.ignored = Set.of(arguments
                .optionOr("ignore-preflight-errors", "")
                .toLowerCase(Locale.ROOT)
                .split(","));
    }

    void controlPlane() throws IOException {
        for (String staticPod : KubeadmFiles.STATIC_PODS) {
            absent(KubeadmFiles.manifest(staticPod));
        }
        boolean apiServerRuns = execution.files().exists(KubeadmFiles.manifest("kube-apiserver"))
                && execution.machine().active("kubelet");
        if (apiServerRuns) {
            for (int port : new int[] {6443, 10259, 10257, 2379, 2380}) {
                error("Port-" + port, "Port " + port + " is in use");
            }
        }
        if (!execution.files().names(KubeadmFiles.ETCD).isEmpty()) {
            error("DirAvailable--var-lib-etcd", KubeadmFiles.ETCD + " is not empty");
        }
        machine();
    }

    /** What a further control plane cannot do without, unless it is given a key to fetch it with. */
    void shared() {
        for (String path : KubeadmFiles.SHARED) {
            if (!execution.files().exists(path)) {
                error("CheckPKI", "failure loading certificate or key: open " + path + ": no such file or directory");
            }
        }
    }

    void worker() throws IOException {
        absent(KubeadmFiles.KUBELET_KUBECONFIG);
        absent(KubeadmFiles.BOOTSTRAP_KUBECONFIG);
        absent(KubeadmFiles.CA);
        machine();
    }

    /** Throws the errors that were found and are not ignored. */
    void pass() throws Kubeadm.RefusedException {
        if (!errors.isEmpty()) {
            throw new Kubeadm.RefusedException("[preflight] Some fatal errors occurred:\n"
                    + errors.stream().map(error -> "\t" + error).collect(Collectors.joining("\n"))
                    + "\n[preflight] If you know what you are doing, you can make a check non-fatal with"
                    + " `--ignore-preflight-errors=...`");
        }
    }

    private void machine() throws IOException {
        RootFiles files = execution.files();
        if (!execution.machine().active("containerd")) {
            error(
                    "CRI",
                    "container runtime is not running: output: connect: /run/containerd/containerd.sock: no such file"
                            + " or directory");
        }
        if (execution.machine().active("kubelet") && files.exists(KubeadmFiles.KUBELET_CONFIG)) {
            error("Port-10250", "Port 10250 is in use");
        }
        if (!files.hasProgram("kubelet")) {
            error(
                    "KubeletVersion",
                    "couldn't get kubelet version: exec: \"kubelet\": executable file not found in $PATH");
        }
        if (!files.hasProgram("crictl")) {
            error("FileExisting-crictl", "crictl not found in system path");
        }
        if (!files.text("/proc/sys/net/ipv4/ip_forward").strip().equals("1")) {
            error(
                    "FileContent--proc-sys-net-ipv4-ip_forward",
                    "/proc/sys/net/ipv4/ip_forward contents are not set to 1");
        }
    }

    private void absent(String path) {
        if (execution.files().exists(path)) {
            error("FileAvailable-" + path.replace('/', '-'), path + " already exists");
        }
    }

    private void error(String check, String message) {
        if (!ignored.contains("all") && !ignored.contains(check.toLowerCase(Locale.ROOT))) {
            errors.add("[ERROR " + check + "]: " + message);
        }
    }
}
