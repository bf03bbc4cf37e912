package io.ohmykube.launcher.container;

import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.exec.HostProgram;
import io.ohmykube.launcher.exec.HostResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Podman or Docker: what both can do by the same words, and the few words in which they differ. */
record Engine(String name, HostProgram program) {
    static Engine podman() {
        return new Engine("podman", HostProgram.of("podman"));
    }

    static Engine docker() {
        return new Engine("docker", HostProgram.of("docker"));
    }

    boolean isPodman() {
        return name.equals("podman");
    }

    Optional<Container> container(String name) {
        String[] arguments = {"container", "inspect", "--format", Container.FORMAT, name};
        HostResult result = program.run(arguments);
        if (result.succeeded()) {
            return Optional.of(Container.parse(result.stdout()));
        }
        if (result.stderr().toLowerCase(Locale.ROOT).contains("no such container")) {
            return Optional.empty();
        }
        throw program.failure(result, arguments);
    }

    List<Container> containers(String cluster) {
        String ids = program.require(
                "ps",
                "--all",
                "--no-trunc",
                "--filter",
                "label=" + Container.CLUSTER_LABEL + "=" + cluster,
                "--format",
                "{{.Names}}");
        return ids.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                // One that is removed in between is not there.
                .flatMap(name -> container(name).stream())
                .filter(container -> container.cluster().equals(cluster))
                .toList();
    }

    boolean hasNetwork(String network) {
        return program.run("network", "inspect", network).succeeded();
    }

    void createNetwork(String network, String cluster) {
        String label = "--label=" + Container.CLUSTER_LABEL + "=" + cluster;
        // Podman's name server for containers would be one more program to install, and nodes need none.
        String[] arguments = isPodman()
                ? new String[] {"network", "create", "--disable-dns", label, network}
                : new String[] {"network", "create", label, network};
        HostResult result = program.run(arguments);
        if (!result.succeeded() && !hasNetwork(network)) {
            throw program.failure(result, arguments);
        }
    }

    boolean hasImage(String image) {
        return program.run("image", "inspect", "--format", "{{.Id}}", image).succeeded();
    }

    void remove(String container) {
        String[] arguments = isPodman()
                ? new String[] {"rm", "--force", "--volumes", "--time", "0", container}
                : new String[] {"rm", "--force", "--volumes", container};
        HostResult result = program.run(arguments);
        if (!result.succeeded() && container(container).isPresent()) {
            throw program.failure(result, arguments);
        }
    }

    /** Throws {@link LauncherException} where the container does not run. */
    String inside(String container, String... argv) {
        String[] arguments = new String[argv.length + 2];
        arguments[0] = "exec";
        arguments[1] = container;
        System.arraycopy(argv, 0, arguments, 2, argv.length);
        return program.require(arguments);
    }
}
