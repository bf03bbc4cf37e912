package io.ohmykube.launcher.simulated;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scripts that make a bare machine one that kubeadm can work on. */
final class NodeScripts {
    private static final String PACKAGES = "/var/lib/ohmykube/packages";
    private static final String STAMPS = "/var/lib/ohmykube/started";
    private static final String UNITS = "/etc/systemd/system/";

    /** The programs that matter of each package; whatever else is in it is not kept. */
    private static final Map<String, List<String>> CONTENTS = Map.of(
            "containerd", List.of("usr/local/bin/containerd", "usr/local/bin/ctr"),
            "runc", List.of("usr/local/sbin/runc"),
            "cni-plugins", List.of("opt/cni/bin/bridge", "opt/cni/bin/loopback"),
            "crictl", List.of("usr/local/bin/crictl"));

    private NodeScripts() {}

    static Map<String, Program> all() {
        return Map.ofEntries(
                Map.entry("prepare-system", NodeScripts::prepareSystem),
                Map.entry("prepare-proxy", execution -> 0),
                Map.entry("run-hook", NodeScripts::runHook),
                Map.entry("place-uploads", NodeScripts::placeUploads),
                Map.entry("name-api", NodeScripts::nameApi),
                Map.entry("serve-api", NodeScripts::serveApi),
                Map.entry("certify-api", NodeScripts::certifyApi),
                Map.entry("installed-packages", NodeScripts::installedPackages),
                Map.entry("install-package", NodeScripts::installPackage),
                Map.entry("start-runtime", NodeScripts::startRuntime),
                Map.entry("apply-kubelet-config", NodeScripts::applyKubeletConfig),
                Map.entry("kubelet-since", NodeScripts::kubeletSince),
                Map.entry("mend-node", NodeScripts::mendNode),
                Map.entry("mend-cluster", execution -> 0));
    }

    private static int prepareSystem(Execution execution) throws IOException {
        String name = execution.argument(0);
        String address = execution.argument(1);
        ensure(execution, "/proc/sys/net/ipv4/ip_forward", "1\n", "net.ipv4.ip_forward = 1");
        ensure(
                execution,
                "/proc/sys/net/bridge/bridge-nf-call-iptables",
                "1\n",
                "net.bridge.bridge-nf-call-iptables = 1");
        ensure(execution, "/etc/hostname", name + "\n", "host name " + name);
        ensure(
                execution,
                "/etc/hosts",
                "127.0.0.1 localhost\n" + address + " " + name + " # ohmykube\n",
                name + " is " + address);
        ensure(execution, "/etc/ohmykube/resolv.conf", "nameserver " + address + "\n", "name servers without loopback");
        return 0;
    }

    /** Only remembers it: there is nothing here that could run a script. */
    private static int runHook(Execution execution) throws IOException, InterruptedException, DisturbedException {
        String hook = execution.argument(0);
        if (!execution.files().isFile(hook)) {
            return execution.fail(127, hook + ": not found");
        }
        execution.midway();
        execution.files().write(hook + ".done", "");
        execution.files().remove(hook);
        execution.out("did not run " + hook + " (simulated)");
        return 0;
    }

    /** Makes directories; a simulated machine knows neither modes nor owners. */
    private static int placeUploads(Execution execution) throws IOException {
        List<String> arguments = execution.arguments();
        for (int i = 1; i + 2 < arguments.size(); i += 3) {
            String path = arguments.get(i + 2);
            if (arguments.get(i).equals("f") && !execution.files().isFile(path)) {
                return execution.fail(1, "stat: cannot stat '" + path + "': No such file or directory");
            }
            if (arguments.get(i).equals("d") && !execution.files().isDirectory(path)) {
                execution.files().makeDirectory(path);
                execution.out("changed: " + path + " (simulated)");
            }
        }
        return 0;
    }

    private static int nameApi(Execution execution) throws IOException {
        List<String> addresses =
                execution.arguments().subList(1, execution.arguments().size());
        String lines = addresses.stream()
                .map(address -> address + " " + execution.arguments().get(0) + " # ohmykube-api\n")
                .collect(Collectors.joining());
        String others = execution
                .files()
                .text("/etc/hosts")
                .lines()
                .filter(there -> !there.endsWith("# ohmykube-api"))
                .collect(Collectors.joining("\n"));
        ensure(
                execution,
                "/etc/hosts",
                others + "\n" + lines,
                execution.argument(0) + " is " + String.join(", ", addresses));
        return 0;
    }

    /** Keeps the addresses alone, one in a line. */
    private static int serveApi(Execution execution) throws IOException {
        StringBuilder addresses = new StringBuilder();
        for (int i = 1; i < execution.arguments().size(); i += 2) {
            addresses.append(execution.argument(i)).append('\n');
        }
        ensure(execution, Ways.PASSED_ON, addresses.toString(), "the control planes behind the API's address");
        return 0;
    }

    /** Only remembers it: nobody looks at a certificate here. */
    private static int certifyApi(Execution execution) throws IOException {
        execution.files().remove(execution.argument(1));
        ensure(
                execution,
                KubeadmFiles.PKI + "/apiserver.addresses",
                execution.argument(0) + "\n",
                "the API's certificate is good for " + execution.argument(0));
        return 0;
    }

    private static void ensure(Execution execution, String path, String content, String what) throws IOException {
        RootFiles files = execution.files();
        if (!files.exists(path) || !files.text(path).equals(content)) {
            files.write(path, content);
            execution.out("changed: " + what + " (simulated)");
        }
    }

    private static int installedPackages(Execution execution) throws IOException {
        execution.out("unpacker zstd");
        for (String name : execution.files().names(PACKAGES)) {
            List<String> record =
                    execution.files().text(PACKAGES + "/" + name).lines().toList();
            if (record.stream().skip(1).allMatch(file -> execution.files().exists("/" + file))) {
                execution.out("package " + name + " " + record.get(0));
            }
        }
        return 0;
    }

    private static int installPackage(Execution execution) throws IOException {
        String name = execution.argument(0);
        String expected = execution.argument(1);
        String digest = execution.argument(3);
        DigestInputStream arriving = new DigestInputStream(execution.stdin(), BasicPrograms.sha256());
        arriving.transferTo(OutputStream.nullOutputStream());
        String actual = HexFormat.of().formatHex(arriving.getMessageDigest().digest());
        if (!actual.equals(expected)) {
            return execution.fail(
                    1,
                    "package " + name + " arrived as sha256 " + actual + " instead of " + expected
                            + ": the connection broke, or the cache is damaged");
        }
        List<String> contents = CONTENTS.getOrDefault(name, List.of("usr/bin/" + name));
        for (String file : contents) {
            execution.files().write("/" + file, "simulated " + name + " " + digest + "\n");
        }
        execution.files().write(PACKAGES + "/" + name, digest + "\n" + String.join("\n", contents) + "\n");
        return 0;
    }

    private static int startRuntime(Execution execution) throws IOException {
        String containerd = sum(
                execution,
                "/etc/containerd/config.toml",
                UNITS + "containerd.service",
                PACKAGES + "/containerd",
                PACKAGES + "/runc");
        String kubelet = sum(
                execution,
                UNITS + "kubelet.service",
                UNITS + "kubelet.service.d/10-kubeadm.conf",
                PACKAGES + "/kubelet");
        for (String service : List.of("containerd", "kubelet")) {
            int exitCode = ServicePrograms.enable(execution, service);
            if (exitCode != 0) {
                return exitCode;
            }
        }
        boolean started =
                same(execution, "containerd", containerd) && execution.machine().active("containerd");
        if (!started) {
            int exitCode = ServicePrograms.start(execution, "containerd");
            if (exitCode != 0) {
                return exitCode;
            }
            execution.files().write(STAMPS + "/containerd", containerd);
            execution.out("changed: containerd started (simulated)");
        }
        if (!same(execution, "kubelet", kubelet)) {
            if (execution.machine().active("kubelet")) {
                execution.out("changed: kubelet restarted (simulated)");
            }
            execution.files().write(STAMPS + "/kubelet", kubelet);
        }
        return 0;
    }

    private static int applyKubeletConfig(Execution execution) throws IOException {
        return ServicePrograms.start(execution, "kubelet");
    }

    private static int kubeletSince(Execution execution) throws IOException {
        execution.out("0");
        return 0;
    }

    /** The kubelet reports its new address; of the control plane only the administrator's kubeconfig has it. */
    private static int mendNode(Execution execution) throws IOException {
        String address = execution.argument(0);
        String config = execution.argument(3);
        if (!config.isEmpty()) {
            execution.files().remove(config);
        }
        Optional<String> before = execution.cluster().api().change(state -> state.find(
                        Kinds.NODES, "", execution.machine().name())
                .flatMap(node -> NodeObjects.move(node, address)));
        if (before.isPresent()) {
            String admin = KubeadmFiles.ADMIN_KUBECONFIG;
            if (execution.files().isFile(admin)) {
                execution.files().write(admin, execution.files().text(admin).replace(before.get(), address));
            }
            execution.out("changed: the node is at " + address + ", no longer at " + before.get() + " (simulated)");
        }
        return 0;
    }

    private static boolean same(Execution execution, String stamp, String sum) throws IOException {
        String path = STAMPS + "/" + stamp;
        return execution.files().exists(path) && execution.files().text(path).equals(sum);
    }

    private static String sum(Execution execution, String... paths) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String path : Stream.of(paths).filter(execution.files()::exists).toList()) {
            all.append(execution.files().text(path));
        }
        return BasicPrograms.sha256(all.toString().getBytes(StandardCharsets.UTF_8));
    }
}
