package io.ohmykube.workers.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that sees to the kernel for kube-proxy, with programs of the test in place of the system's. */
class PrepareProxyTest {
    @TempDir
    Path root;

    private record Said(int exitCode, String out, String err) {}

    @Test
    void modulesThatAreMissingAreLoaded() throws Exception {
        program("modprobe", "mkdir -p " + root + "/sys/module/$1");
        Files.createDirectories(root.resolve("sys/module/ip_vs"));

        Said said = prepare("ipvs", "own-kernel");

        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(said.out())
                .isEqualTo("changed: module ip_vs_rr\nchanged: module ip_vs_wrr\nchanged: module ip_vs_sh\n");
    }

    @Test
    void aKernelWithoutTheModulesIsNamedWithTheWayOut() throws Exception {
        program("modprobe", "exit 1");

        Said said = prepare("ipvs", "shared-kernel");

        assertThat(said.exitCode()).isEqualTo(3);
        assertThat(said.err())
                .contains("this kernel, which is the host's, has not loaded", "ip_vs ip_vs_rr ip_vs_wrr ip_vs_sh")
                .contains("--proxy-mode iptables or nftables");
    }

    @Test
    void nftablesNeedsANewKernel() throws Exception {
        program("uname", "echo 5.4.0-1-amd64");
        assertThat(prepare("nftables", "own-kernel").err()).contains("needs Linux 5.13 or newer", "is 5.4.0-1-amd64");

        for (String release : List.of("5.13.0", "5.15.2-generic", "6.1+", "10.0.1")) {
            program("uname", "echo " + release);
            Said said = prepare("nftables", "shared-kernel");
            assertThat(said.exitCode()).as(release + said.err()).isZero();
        }
    }

    private Said prepare(String... arguments) throws Exception {
        String script = Resources.text("/scripts/prepare-proxy.sh").replace("\"/sys/", "\"" + root + "/sys/");
        ProcessBuilder builder =
                new ProcessBuilder(Stream.concat(Stream.of("sh", "-euc", script, "sh"), Stream.of(arguments))
                        .toList());
        builder.environment().merge("PATH", root.resolve("bin").toString(), (old, own) -> own + ":" + old);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), out, err);
    }

    private void program(String name, String text) throws IOException {
        Path file = root.resolve("bin").resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        file.toFile().setExecutable(true);
    }
}
