package io.ohmykube.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ohmykube.config.Home;
import io.ohmykube.launcher.simulated.Scenario;
import io.ohmykube.launcher.simulated.SimulatedLauncher;
import io.ohmykube.workers.delegate.Deadlines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The control planes of a cluster that exists are removed, and others added, on simulated machines. */
@Timeout(180)
class ControlPlaneMembersTest {
    private static final String FIRST = "dev-control-plane-1";
    private static final String SECOND = "dev-control-plane-2";
    private static final String THIRD = "dev-control-plane-3";
    private static final String FOURTH = "dev-control-plane-4";
    private static final String WORKER = "dev-worker-1";
    private static final String ENDPOINT = "dev-endpoint";

    private static final Deadlines SHORT = new Deadlines(
            Duration.ofSeconds(1),
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofMillis(50));

    @TempDir
    private static Path made;

    @TempDir
    Path directory;

    /** Made once: what is simulated lies in files alone. */
    @BeforeAll
    static void threeControlPlanesAndAWorker() {
        Invocation.Output up = new Invocation(made)
                .run(
                        "up",
                        "--name",
                        "dev",
                        "--launcher",
                        "simulated",
                        "--masters",
                        "3",
                        "--workers",
                        "1",
                        "--csi",
                        "none",
                        "--lb",
                        "none");
        assertThat(up.exitCode()).as(up.out() + up.err()).isEqualTo(ExitCode.DONE);
    }

    @BeforeEach
    void aCopyOfThem() throws IOException {
        try (Stream<Path> files = Files.walk(made)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = directory.resolve(made.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        given("");
    }

    @Test
    void theFirstOneGoesAndTheClusterIsUsedAsBefore() throws IOException {
        String kubeconfig = kubeconfig();
        String address = addressOf(FIRST);
        assertThat(served()).contains(address).hasSize(3);
        Invocation.Output delete = done("delete", FIRST);
        assertThat(delete.out())
                .contains("Deleted " + FIRST)
                .contains("2 control planes now: losing either one of the two stops its API")
                .contains("add --masters 1");
        assertThat(nodes()).containsExactly(SECOND + " Ready", THIRD + " Ready", WORKER + " Ready");
        assertThat(commands().times(SECOND, "remove-etcd-member")).isEqualTo(1);
        assertThat(served()).doesNotContain(address).hasSize(2);
        assertThat(machine(FIRST)).doesNotExist();
        assertThat(kubeconfig()).isEqualTo(kubeconfig);

        done("add", "--count", "1");
        assertThat(nodes()).contains("dev-worker-2 Ready").hasSize(4);
        done("up");
        done("stop", WORKER);
        done("start", WORKER);

        assertThat(done("delete", THIRD).out()).doesNotContain("control planes now");
        assertThat(kubeconfig()).as("the address that is known stays").isEqualTo(kubeconfig);
        assertThat(served()).hasSize(1);
        Invocation.Output last = ohmykube("delete", SECOND);
        assertThat(last.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(last.err())
                .contains("'" + SECOND + "' is the control plane of cluster 'dev'")
                .contains(" down'");
        assertThat(nodes()).containsExactly(SECOND + " Ready", WORKER + " Ready", "dev-worker-2 Ready");
        done("repair");
        done("down");
        assertThat(commands().times(ENDPOINT, "launcher delete")).isEqualTo(1);
    }

    @Test
    void severalGoOneAfterTheOtherTogetherWithAWorker() throws IOException {
        done("delete", SECOND, WORKER, FIRST);
        assertThat(nodes()).containsExactly(THIRD + " Ready");
        assertThat(commands().times(THIRD, "remove-etcd-member")).isEqualTo(2);
    }

    @Test
    void notAllOfThemGo() {
        Invocation.Output all = ohmykube("delete", FIRST, SECOND, THIRD);
        assertThat(all.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(all.err()).contains("are the control planes of cluster 'dev', which cannot do without");
        assertThat(ohmykube("delete", "other-control-plane-1").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void oneThatIsLostIsRemovedByForceAndAHealthyOneIsNotBeforeThat() throws IOException {
        try (SimulatedLauncher machines = machines()) {
            machines.stop("dev", FIRST);
        }
        Invocation.Output healthy = ohmykube("delete", SECOND);
        assertThat(healthy.exitCode()).as(healthy.out()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(healthy.err())
                .contains("of which etcd needs 2")
                .contains("the API server of " + FIRST + " does not answer")
                .contains("delete " + FIRST + " --force");
        assertThat(commands().times(THIRD, "remove-etcd-member")).isZero();

        try (SimulatedLauncher machines = machines()) {
            machines.delete("dev", FIRST);
        }
        done("delete", FIRST, "--force");
        assertThat(nodes()).containsExactly(SECOND + " Ready", THIRD + " Ready", WORKER + " Ready");
        assertThat(done("status").out()).contains("phase       Ready");
    }

    @Test
    void aLostOneAndAHealthyOneGoTheLostOneFirst() throws IOException {
        try (SimulatedLauncher machines = machines()) {
            machines.stop("dev", THIRD);
        }
        done("delete", SECOND, THIRD, "--force");
        assertThat(nodes()).containsExactly(FIRST + " Ready", WORKER + " Ready");
    }

    @Test
    void aRemovalThatStoppedHalfWayGoesOn() throws IOException {
        given("- {command: launcher delete, node: \"*-control-plane-1\", outcome: fail, stderr: device is busy}");
        Invocation.Output stopped = ohmykube("delete", FIRST);
        assertThat(stopped.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(stopped.err()).contains("device is busy");
        given("");
        done("resume");
        assertThat(nodes()).containsExactly(SECOND + " Ready", THIRD + " Ready", WORKER + " Ready");
        assertThat(commands().times(SECOND, "remove-etcd-member")).isEqualTo(1);
    }

    @Test
    void aRemovalThatWasGivenUpIsBegunAgain() throws IOException {
        given("- {command: remove-etcd-member, outcome: fail, stderr: etcdserver is slow}");
        assertThat(ohmykube("delete", FIRST).exitCode()).isEqualTo(ExitCode.FAILED);
        done("process", "cancel");
        given("");
        done("delete", FIRST);
        assertThat(nodes()).containsExactly(SECOND + " Ready", THIRD + " Ready", WORKER + " Ready");
    }

    @Test
    void oneIsReplacedByAnother() throws IOException {
        String kubeconfig = kubeconfig();
        done("delete", FIRST);
        Invocation.Output add = done("add", "--masters", "1");
        assertThat(add.out()).contains("Added " + FOURTH + " to cluster dev.").doesNotContain("control planes now");
        assertThat(nodes()).containsExactly(SECOND + " Ready", THIRD + " Ready", FOURTH + " Ready", WORKER + " Ready");
        assertThat(commands().outcomes(FOURTH, "kubeadm join")).containsExactly("exit 0");
        assertThat(served()).hasSize(3);
        assertThat(kubeconfig()).isEqualTo(kubeconfig);
        done("delete", SECOND);
        done("up");
    }

    @Test
    void anEvenNumberIsMadeAndSpokenOf() throws IOException {
        Invocation.Output add = done("add", "--masters", "1", "--count", "1");
        assertThat(add.out())
                .contains("Added " + FOURTH + ", dev-worker-2")
                .contains("4 control planes now: it bears the loss of no more of them than 3 would");
        Invocation.Output many = ohmykube("add", "--masters", "4");
        assertThat(many.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(many.err()).contains("--masters: '8' control planes are not allowed; 1 to 7 are");
    }

    @Test
    void noneIsAddedWhileOneIsAway() throws IOException {
        try (SimulatedLauncher machines = machines()) {
            machines.stop("dev", FIRST);
        }
        Invocation.Output add = ohmykube("add", "--masters", "1");
        assertThat(add.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(add.err())
                .contains("the API server of " + FIRST + " does not answer")
                .contains("delete " + FIRST + " --force");
        assertThat(nodes()).hasSize(4);
    }

    @Test
    void oneThatCannotBeMadeIsGivenUpByDelete() throws IOException {
        given("- {command: name-api, node: \"*-control-plane-4\", outcome: fail, stderr: the disk is read-only}");
        assertThat(ohmykube("add", "--masters", "1").exitCode()).isEqualTo(ExitCode.FAILED);
        given("");
        done("delete", FOURTH);
        assertThat(nodes()).containsExactly(FIRST + " Ready", SECOND + " Ready", THIRD + " Ready", WORKER + " Ready");
    }

    @Test
    void oneBecomesThreeBehindAnAddressOfTheirOwn() throws IOException {
        Path alone = Files.createDirectory(directory.resolve("alone"));
        Invocation single = new Invocation(alone);
        Invocation.Output up = single.run(
                "up", "--name", "dev", "--launcher", "simulated", "--workers", "1", "--csi", "none", "--lb", "none");
        assertThat(up.exitCode()).as(up.out() + up.err()).isEqualTo(ExitCode.DONE);
        Path cluster = alone.resolve("home/clusters/dev");
        Path scenario = alone.resolve("scenario.yaml");
        Files.writeString(
                scenario,
                "rules: [{command: kubeadm join, node: \"*-control-plane-3\", outcome: fail, stderr: no luck}]\n");
        single.with("OHMYKUBE_SIMULATION", scenario.toString()).within(SHORT);
        Invocation.Output stopped = single.run("add", "--name", "dev", "--masters", "2");
        assertThat(stopped.exitCode()).as(stopped.out()).isEqualTo(ExitCode.FAILED);
        Files.writeString(scenario, "rules: []\n");
        Invocation.Output resumed = single.run("resume", "--name", "dev");
        assertThat(resumed.exitCode()).as(resumed.out() + resumed.err()).isEqualTo(ExitCode.DONE);

        String record =
                Files.readString(cluster.resolve("machines").resolve(ENDPOINT).resolve("machine.json"));
        String endpoint = record.replaceAll("(?s).*\"address\"\\s*:\\s*\"([0-9.]+)\".*", "$1");
        assertThat(Files.readString(cluster.resolve("kubeconfig"))).contains("server: https://" + endpoint + ":6443");
        for (String node : List.of(FIRST, SECOND, THIRD, WORKER)) {
            assertThat(cluster.resolve("machines").resolve(node).resolve("root/etc/hosts"))
                    .content()
                    .contains(endpoint + " api.dev.ohmykube.internal");
        }
        Invocation.Output list = single.run("list", "--name", "dev", "-o", "json");
        assertThat(list.last().path("nodes"))
                .hasSize(4)
                .allSatisfy(node -> assertThat(node.path("status").asText()).isEqualTo("Ready"));
    }

    private Invocation.Output done(String... arguments) {
        Invocation.Output output = ohmykube(arguments);
        assertThat(output.exitCode()).as(output.out() + output.err()).isEqualTo(ExitCode.DONE);
        return output;
    }

    private Invocation.Output ohmykube(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--name", "dev"));
        all.addAll(List.of(arguments));
        return new Invocation(directory)
                .with("OHMYKUBE_SIMULATION", directory.resolve("scenario.yaml").toString())
                .within(SHORT)
                .run(all.toArray(String[]::new));
    }

    private List<String> nodes() {
        List<String> nodes = new ArrayList<>();
        for (JsonNode node : done("list", "-o", "json").last().path("nodes")) {
            nodes.add(node.path("name").asText() + " " + node.path("status").asText());
        }
        return nodes;
    }

    private void given(String rule) throws IOException {
        Files.writeString(
                directory.resolve("scenario.yaml"),
                "commandLog: " + directory.resolve("commands.jsonl") + "\nrules:" + (rule.isEmpty() ? " []" : "") + "\n"
                        + rule + "\n");
    }

    private SimulatedLauncher machines() {
        return new SimulatedLauncher(new Home(directory.resolve("home")), Scenario.NONE);
    }

    private RecordedCommands commands() throws IOException {
        return RecordedCommands.in(directory.resolve("commands.jsonl"));
    }

    private Path cluster() {
        return directory.resolve("home/clusters/dev");
    }

    private String kubeconfig() throws IOException {
        return Files.readString(cluster().resolve("kubeconfig"));
    }

    private Path machine(String name) {
        return cluster().resolve("machines").resolve(name);
    }

    private String addressOf(String name) throws IOException {
        String record = Files.readString(machine(name).resolve("machine.json"));
        return record.replaceAll("(?s).*\"address\"\\s*:\\s*\"([0-9.]+)\".*", "$1");
    }

    /** The addresses that the endpoint passes on to. */
    private List<String> served() throws IOException {
        try (Stream<Path> files = Files.walk(machine(ENDPOINT))) {
            Path passedOn = files.filter(path -> path.toString().endsWith("/haproxy.cfg"))
                    .findFirst()
                    .orElseThrow();
            return Files.readAllLines(passedOn);
        }
    }
}
