package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.ClusterStatus;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.config.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images from this host on the nodes of a simulated cluster. The container programs are fakes. */
@Timeout(300)
class LoadTest {
    private static final String APP = "docker.io/shop/cart:1";

    @TempDir
    Path directory;

    private Invocation ohmykube;
    private Path programs;

    @BeforeEach
    void start() throws IOException {
        programs = Files.createDirectory(directory.resolve("programs"));
        ohmykube = new Invocation(directory).with("PATH", programs.toString());
        assertThat(ohmykube.run("up", "--launcher", "simulated", "--workers", "1", "--lb", "none", "--csi", "none")
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void anImageOfTheHostIsOnAllNodesAndOnThoseThatComeLater() throws IOException {
        Path archive = TinyImage.archive(directory.resolve("app.tar"), "shop/cart:1", "first");
        TinyImage.fakeRuntime(programs, "docker", archive);

        Invocation.Output load = ohmykube.run("load", "shop/cart:1");

        assertThat(load.exitCode()).as(load.out() + load.err()).isEqualTo(ExitCode.DONE);
        assertThat(load.err()).contains(APP + " is in the cache, from docker");
        assertThat(load.out())
                .contains("Loading images on cluster ohmykube", "Load images  done", "nodes added later get it too");
        assertThat(digests()).hasSize(2).doesNotContainValue("none");
        assertThat(cluster().spec().images()).containsExactly(APP);
        assertThat(ohmykube.run("process", "list").out()).contains("load");

        Invocation.Output again = ohmykube.run("load", "shop/cart:1", "-o", "json");
        assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(done(again)).hasSize(2).containsOnly("nothing to change");

        Map<String, String> before = digests();
        TinyImage.archive(archive, "shop/cart:1", "second");
        assertThat(done(ohmykube.run("load", "shop/cart:1", "--runtime", "docker", "-o", "json")))
                .hasSize(2)
                .containsOnly("imported 1 image");
        assertThat(digests()).doesNotContainValue(before.get("ohmykube-worker-1"));

        assertThat(ohmykube.run("add").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(digests())
                .hasSize(3)
                .containsEntry("ohmykube-worker-2", digests().get("ohmykube-worker-1"));
    }

    @Test
    void aFileIsBroughtToTheNodesThatAreNamedOnly() throws IOException {
        Path archive = TinyImage.archive(directory.resolve("app.tar"), "shop/cart:1", "first");

        Invocation.Output load = ohmykube.run("load", "--tar", archive.toString(), "--nodes", "ohmykube-worker-1");

        assertThat(load.exitCode()).as(load.out() + load.err()).isEqualTo(ExitCode.DONE);
        assertThat(load.out()).contains("Loaded " + APP + " on ohmykube-worker-1 of cluster ohmykube.");
        assertThat(digests())
                .containsEntry("ohmykube-control-plane-1", "none")
                .doesNotContainEntry("ohmykube-worker-1", "none");
        assertThat(cluster().spec().images()).isEmpty();
    }

    @Test
    void aNodeThatCannotTakeTheImageIsTriedAgainByResumeAndTheClusterStaysReady() throws IOException {
        Path archive = TinyImage.archive(directory.resolve("app.tar"), "shop/cart:1", "first");
        Path scenario = Files.writeString(
                directory.resolve("scenario.yaml"),
                """
                rules:
                - command: ctr images import
                  node: "*-worker-1"
                  outcome: fail
                  stderr: "ctr: no space left on device"
                """);
        ohmykube.with("OHMYKUBE_SIMULATION", scenario.toString());

        Invocation.Output load = ohmykube.run("load", "--tar", archive.toString());

        assertThat(load.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(load.out() + load.err()).contains("no space left on device", "ohmykube-worker-1", "resume");
        assertThat(cluster().status().phase()).isEqualTo(ClusterStatus.Phase.READY);
        assertThat(ohmykube.run("add").err()).contains("unfinished load");

        Files.writeString(scenario, "rules: []\n");
        Invocation.Output resume = ohmykube.run("resume", "-o", "json");
        assertThat(resume.exitCode()).as(resume.out() + resume.err()).isEqualTo(ExitCode.DONE);
        assertThat(done(resume)).containsExactly("imported 1 image");
        assertThat(digests()).hasSize(2).doesNotContainValue("none");
    }

    @Test
    void anImageThatNoProgramHasComesFromItsRegistry() throws IOException {
        Invocation.Output load = ohmykube.run("load", "shop/cart:1");

        assertThat(load.exitCode()).as(load.out() + load.err()).isEqualTo(ExitCode.DONE);
        assertThat(load.err()).contains("from its registry");
        assertThat(digests()).doesNotContainValue("none");
    }

    @Test
    void whatMakesNoSenseIsRefusedBeforeAnythingIsRead() throws IOException {
        Path archive = TinyImage.archive(directory.resolve("app.tar"), "shop/cart:1", "x", "s390x");
        TinyImage.fakeRuntime(programs, "docker", archive);

        refused(
                "has no node 'worker-9'; it has ohmykube-control-plane-1",
                "load",
                "shop/cart:1",
                "--nodes",
                "worker-9");
        refused("name an image, or a file with --tar", "load");
        refused("'rkt' is not allowed; podman, docker, nerdctl are", "load", "shop/cart:1", "--runtime", "rkt");
        refused("an image comes from one of them", "load", "--runtime", "docker", "--tar", archive.toString());
        refused("'Shop/Cart' is not the name of an image", "load", "Shop/Cart");
        assertThat(directory.resolve("home/cache/simulated/cache")).doesNotExist();
        refused("is for linux/s390x", "load", "shop/cart:1");
        assertThat(cluster().spec().images()).isEmpty();

        assertThat(ohmykube.run("load", "shop/cart:1", "--skip-arch-check").exitCode())
                .isEqualTo(ExitCode.DONE);
        Invocation.Output missing = ohmykube.run("load", "shop/cart:1", "--runtime", "podman");
        assertThat(missing.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(missing.err()).contains("podman is not installed on this host");
    }

    private void refused(String problem, String... arguments) {
        Invocation.Output output = ohmykube.run(arguments);
        assertThat(output.exitCode()).as(output.out() + output.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(output.err()).contains(problem);
    }

    private Cluster cluster() {
        return ClusterStore.in(new Home(directory.resolve("home"))).require("ohmykube");
    }

    /** What each node's step said at its end. */
    private static List<String> done(Invocation.Output output) {
        return output.documents().stream()
                .filter(event -> event.path("step").asText().equals("Task_LoadImages")
                        && event.path("event").asText().equals("DONE"))
                .map(event -> event.path("message").asText())
                .toList();
    }

    /** The digest that each simulated node has for the image. */
    private Map<String, String> digests() throws IOException {
        Map<String, String> digests = new TreeMap<>();
        List<Path> systems;
        try (Stream<Path> all = Files.walk(directory.resolve("home"))) {
            systems = all.filter(path -> path.endsWith("system.json")).toList();
        }
        for (Path system : systems) {
            JsonNode images = new ObjectMapper().readTree(system.toFile()).path("images");
            digests.put(
                    system.getParent().getFileName().toString(),
                    images.path(APP).asText("none"));
        }
        return digests;
    }
}
