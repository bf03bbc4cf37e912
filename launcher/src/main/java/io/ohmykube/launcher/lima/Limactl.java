package io.ohmykube.launcher.lima;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.exec.HostProgram;
import io.ohmykube.launcher.exec.HostResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The program {@code limactl}, in our own {@code LIMA_HOME} and never asking questions. */
final class Limactl {
    /** The operating system's image is downloaded within it. */
    private static final Duration CREATE = Duration.ofMinutes(40);

    private static final Duration START = Duration.ofMinutes(11);
    private static final String START_LIMIT = "--timeout=10m";

    /** Lima waits three minutes for a machine to go down by itself. */
    private static final Duration STOP = Duration.ofMinutes(5);

    private static final Duration ASK = Duration.ofSeconds(10);

    private final HostProgram program;
    private final ObjectMapper json = new ObjectMapper();

    Limactl(Path executable, Path home) {
        program = HostProgram.of(executable.toString(), "--tty=false")
                .withEnvironment(Map.of("LIMA_HOME", home.toString()));
    }

    /** Empty where what it prints holds no version. */
    Optional<LimaVersion> version() {
        return LimaVersion.in(program.withTimeout(ASK).require("--version"));
    }

    /** Why {@code shared} cannot be used on this host, in its own words; empty where it can. */
    Optional<String> sudoersProblem() {
        HostResult result = program.withTimeout(ASK).run("sudoers", "--check");
        return result.succeeded() ? Optional.empty() : Optional.of(said(result));
    }

    /** All instances of our home. */
    List<Instance> instances() {
        List<Instance> instances = new ArrayList<>();
        for (String line : require(program, "list", "--format=json").lines().toList()) {
            if (!line.isBlank()) {
                try {
                    instances.add(Instance.of(json.readTree(line)));
                } catch (JsonProcessingException e) {
                    throw new LauncherException("limactl list printed what is no JSON: " + line, e);
                }
            }
        }
        return instances;
    }

    /**
     * Makes an instance and downloads its image, without starting it.
     *
     * @param networks JSON; set by an expression, since a template's own networks would be added to those of a file
     */
    void create(String name, Path file, String networks) {
        require(
                program.withTimeout(CREATE),
                "create",
                "--name=" + name,
                "--set=.networks = " + networks,
                file.toString());
    }

    void start(String name) {
        require(program.withTimeout(START), "start", START_LIMIT, name);
    }

    void stop(String name) {
        require(program.withTimeout(STOP), "stop", name);
    }

    /** Ends what is left of an instance that is neither up nor down. */
    void stopByForce(String name) {
        require(program, "stop", "--force", name);
    }

    void delete(String name) {
        require(program, "delete", "--force", name);
    }

    /**
     * Makes an empty disk, which takes room on the host only as it fills.
     *
     * @param size in GiB
     */
    void createDisk(String name, int size) {
        require(program, "disk", "create", name, "--size=" + size + "GiB", "--format=raw");
    }

    /** Nothing happens where there is none. */
    void deleteDisk(String name) {
        require(program, "disk", "delete", "--force", name);
    }

    void unlockDisk(String name) {
        require(program, "disk", "unlock", name);
    }

    /** Runs a command on the instance as its user. Any exit code is a result. */
    HostResult shell(String name, String... argv) {
        List<String> line = new ArrayList<>(List.of("shell", "--workdir=/", name));
        line.addAll(List.of(argv));
        return program.withTimeout(ASK).run(line.toArray(String[]::new));
    }

    private static String require(HostProgram program, String... arguments) {
        HostResult result = program.run(arguments);
        if (!result.succeeded()) {
            throw new LauncherException("limactl " + String.join(" ", arguments) + ": " + said(result));
        }
        return result.stdout();
    }

    private static String said(HostResult result) {
        String failure = Messages.failure(result.stderr());
        return failure.isEmpty() ? "exit code " + result.exitCode() + ", and no word of why" : failure;
    }
}
