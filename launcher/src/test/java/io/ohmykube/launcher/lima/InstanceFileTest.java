package io.ohmykube.launcher.lima;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.launcher.MachineSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceFileTest {
    private static final String KEY = "ssh-rsa AAAAB3Nza+/== it's ours";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {FakeLima.V1, FakeLima.V2})
    void everyFieldIsOneThatLimaDocuments(String version) throws Exception {
        LimaVersion lima = LimaVersion.in(version).orElseThrow();
        for (String template : new String[] {null, "debian-12", "template://default"}) {
            Map<Integer, Integer> forwards = lima.forwardsPortsInPlainMode() ? Map.of(6443, 16443) : Map.of();
            Path file = Files.writeString(
                    directory.resolve("instance.yaml"),
                    text(Template.of(template, lima), forwards, List.of("dev-worker-1-disk-1")));

            assertThat(new FakeTemplates(version).read(file).path("cpus").asInt())
                    .isEqualTo(2);
        }
    }

    @Test
    void templatesAreNamedAsTheVersionReadsThem() {
        assertThat(Template.of(null, new LimaVersion(1, 2)).locator()).isEqualTo("template://ubuntu-24.04");
        assertThat(Template.of("fedora", new LimaVersion(2, 0)).locator()).isEqualTo("template:fedora");
        assertThat(Template.of("https://example.com/x.yaml", new LimaVersion(2, 0)))
                .isEqualTo(new Template("https://example.com/x.yaml", false));
    }

    @Test
    void theScriptBringsTheKeyAndTheNameOnceHoweverOftenItRuns() throws Exception {
        for (String made : List.of("etc", "run", "home", "bin")) {
            Files.createDirectories(directory.resolve(made));
        }
        Files.writeString(directory.resolve("etc/hosts"), "127.0.0.1 localhost\n");
        Path stub = Files.writeString(
                directory.resolve("bin/hostname"), "#!/bin/sh\necho \"$1\" > " + directory + "/hostname\n");
        stub.toFile().setExecutable(true);
        JsonNode file = FakeTemplates.YAML.readTree(text(new Template("template:default", true)));
        String script = file.path("provision")
                .path(0)
                .path("script")
                .asText()
                .replace("{{.Home}}", directory.resolve("home").toString())
                .replace("{{.User}}", System.getProperty("user.name"))
                .replace(" /etc/", " " + directory + "/etc/")
                .replace(" /run/", " " + directory + "/run/");

        run(script);
        run(script);

        assertThat(directory.resolve("home/.ssh/authorized_keys")).hasContent(KEY);
        assertThat(directory.resolve("etc/hostname")).hasContent("dev-worker-1");
        assertThat(directory.resolve("hostname")).hasContent("dev-worker-1");
        assertThat(directory.resolve("etc/hosts")).hasContent("127.0.0.1 localhost\n127.0.1.1 dev-worker-1");
        assertThat(directory.resolve("run/ohmykube-machine")).exists();
    }

    @Test
    void theAddressThatTheHostReachesComesFirstAndThoseOfKubernetesDoNotCount() {
        Inside inside = Inside.parse(
                """
                ssh-ed25519 AAAA root@lima-dev
                2: eth0    inet 192.168.104.3/24 metric 200 brd 192.168.104.255 scope global dynamic eth0
                3: eth1    inet 192.168.105.9/24 metric 100 brd 192.168.105.255 scope global dynamic eth1
                4: flannel.1    inet 10.244.0.0/32 scope global flannel.1
                """);

        assertThat(inside.hostKeys()).containsExactly("ssh-ed25519 AAAA");
        assertThat(inside.addresses()).containsExactly("192.168.105.9", "192.168.104.3");
    }

    @Test
    void messagesAreReadOutOfTheLogOfLimactl() {
        assertThat(
                        Messages.failure(
                                """
                        time="2026-01-01T00:00:00Z" level=info msg="Attempting to download the image"
                        time="2026-01-01T00:00:01Z" level=warning msg="slow \\"mirror\\""
                        time="2026-01-01T00:00:02Z" level=fatal msg="failed to download: 404"
                        """))
                .isEqualTo("failed to download: 404\nslow \"mirror\"");
        assertThat(Messages.failure("level=fatal msg=timeout\n")).isEqualTo("timeout");
        assertThat(Messages.failure("limactl: must not run as the root user\n"))
                .isEqualTo("limactl: must not run as the root user");
    }

    private static String text(Template template) {
        return text(template, Map.of(), List.of());
    }

    private static String text(Template template, Map<Integer, Integer> forwards, List<String> disks) {
        LimaHost host = new LimaHost(Path.of("/"), "mac", "aarch64", "ada", List.of());
        return new InstanceFile(host)
                .of(new MachineSpec("dev", "dev-worker-1", 2, 4, 20, null, KEY), template, forwards, disks);
    }

    private static void run(String script) throws Exception {
        Path bin = Path.of(script.substring(script.indexOf("home='") + 6, script.indexOf("/home'")))
                .resolve("bin");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).inheritIO();
        builder.environment().merge("PATH", bin.toString(), (old, own) -> own + ":" + old);
        assertThat(builder.start().waitFor()).isZero();
    }
}
