package io.ohmykube.workers.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that fits a node to its new address, on a directory that takes the place of a node's files. */
class MendNodeTest {
    private static final String OLD = "10.89.1.2";
    private static final String NEW = "10.89.1.20";

    @TempDir
    Path root;

    private record Said(int exitCode, String out, String err) {}

    @BeforeEach
    void makeANode() throws IOException {
        program("systemctl", "echo \"$@\" >> " + root + "/systemctl; [ \"$1\" != is-active ] || exit 0");
        program(
                "kubeadm",
                "[ ! -e " + root + "/broken ] || exit 1; echo new > " + root
                        + "/etc/kubernetes/pki/$(echo \"$4\" | sed s,-,/,).crt");
        file("var/lib/kubelet/kubeadm-flags.env", "KUBELET_KUBEADM_ARGS=\"--node-ip=" + OLD + " --x=1" + OLD + "\"");
        file("etc/kubernetes/kubelet.conf", "    server: https://" + OLD + ":6443\n");
    }

    private void controlPlane() throws IOException {
        file("etc/kubernetes/admin.conf", "    server: https://" + OLD + ":6443\n");
        file("etc/kubernetes/pki/apiserver.crt", "old");
        file("etc/kubernetes/pki/etcd/server.crt", "old");
        file("etc/kubernetes/pki/etcd/peer.crt", "old");
        file("etc/kubernetes/pki/ca.crt", "kept");
        file("etc/kubernetes/manifests/kube-apiserver.yaml", "    - --advertise-address=" + OLD + "\n");
        file(
                "etc/kubernetes/manifests/etcd.yaml",
                "    - --listen-client-urls=https://127.0.0.1:2379,https://" + OLD + ":2379\n");
    }

    @Test
    void aControlPlaneIsAllAtItsNewAddress() throws Exception {
        controlPlane();

        Said said = mend(NEW, "", "1", config());

        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(said.out()).contains("changed: the control plane is at " + NEW + ", no longer at " + OLD);
        for (String cert : List.of("apiserver", "etcd/server", "etcd/peer")) {
            assertThat(text("etc/kubernetes/pki/" + cert + ".crt")).isEqualTo("new\n");
        }
        assertThat(text("etc/kubernetes/ohmykube/replaced/etcd-peer.crt")).isEqualTo("old");
        assertThat(text("etc/kubernetes/pki/ca.crt")).isEqualTo("kept");
        assertThat(text("etc/kubernetes/manifests/etcd.yaml")).contains("127.0.0.1:2379,https://" + NEW + ":2379");
        assertThat(text("etc/kubernetes/admin.conf")).contains("https://" + NEW + ":6443");
        assertThat(text("var/lib/kubelet/kubeadm-flags.env")).contains("--node-ip=" + NEW + " --x=1" + OLD);
        assertThat(text("var/lib/ohmykube/former-addresses")).isEqualTo(OLD + "\n");
        assertThat(root.resolve("config.yaml")).doesNotExist();

        Files.delete(root.resolve("systemctl"));
        assertThat(mend(NEW, "", "1", config()).out())
                .as("nothing is left to do")
                .isEmpty();
        assertThat(text("systemctl")).doesNotContain("restart").doesNotContain("stop");
    }

    @Test
    void whatWasBrokenOffIsDoneAgain() throws Exception {
        controlPlane();
        file("broken", "");
        assertThat(mend(NEW, "", "1", config()).exitCode()).isNotZero();
        assertThat(text("etc/kubernetes/manifests/kube-apiserver.yaml")).contains(OLD);
        Files.delete(root.resolve("broken"));

        assertThat(mend(NEW, "", "1", config()).exitCode()).isZero();

        assertThat(text("etc/kubernetes/pki/apiserver.crt")).isEqualTo("new\n");
        assertThat(text("etc/kubernetes/manifests/kube-apiserver.yaml")).contains("=" + NEW + "\n");
        assertThat(text("var/lib/ohmykube/former-addresses")).isEqualTo(OLD + "\n");
    }

    @Test
    void oneOfSeveralControlPlanesIsLeftAsItIs() throws Exception {
        controlPlane();

        Said said = mend(NEW, "", "3", config());

        assertThat(said.exitCode()).isEqualTo(3);
        assertThat(said.err())
                .contains("its address was " + OLD + " and is " + NEW)
                .contains("cannot change");
        assertThat(text("etc/kubernetes/pki/apiserver.crt")).isEqualTo("old");
    }

    @Test
    void aWorkerFindsTheApiAtItsNewAddressAndKeepsAName() throws Exception {
        assertThat(mend(OLD, "10.89.1.9", "1", "").out()).contains("the API is at 10.89.1.9, no longer at " + OLD);
        assertThat(text("etc/kubernetes/kubelet.conf")).contains("https://10.89.1.9:6443");

        file("etc/kubernetes/kubelet.conf", "    server: https://api.dev.ohmykube.internal:6443\n");
        assertThat(mend(OLD, "10.89.1.10", "1", "").out()).isEmpty();
        assertThat(text("etc/kubernetes/kubelet.conf")).contains("api.dev.ohmykube.internal");
    }

    private Said mend(String... arguments) throws IOException, InterruptedException {
        String text = new Script("mend-node")
                .text()
                .replace("/etc/kubernetes", root + "/etc/kubernetes")
                .replace("/var/lib", root + "/var/lib");
        List<String> line = Stream.concat(Stream.of("sh", "-euc", text, "mend-node"), Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().merge("PATH", root + "/bin", (path, bin) -> bin + ":" + path);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), out, err);
    }

    private String config() throws IOException {
        return file("config.yaml", "token: secret").toString();
    }

    private void program(String name, String text) throws IOException {
        Path program = file("bin/" + name, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.writeString(file, text);
    }

    private String text(String path) throws IOException {
        return Files.readString(root.resolve(path));
    }
}
