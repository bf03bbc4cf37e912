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
        return filtered("label=" + Container.CLUSTER_LABEL + "=" + cluster).stream()
                .filter(container -> container.cluster().equals(cluster))
                .toList();
    }

    /** All containers of a network, ours or not, also those that do not run. */
    List<Container> attached(String network) {
        return filtered("network=" + network);
    }

    private List<Container> filtered(String filter) {
        return program.require("ps", "--all", "--no-trunc", "--filter", filter, "--format", "{{.Names}}")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                // One that is removed in between is not there.
                .flatMap(name -> container(name).stream())
                .toList();
    }

    /** The addresses of a network, in CIDR notation, and the one that is the host's. */
    record Subnet(String range, String gateway) {}

    /** Throws {@link LauncherException} where there is no such network. */
    Subnet subnet(String network) {
        String format = isPodman()
                ? "{{range .Subnets}}{{.Subnet}} {{.Gateway}}\n{{end}}"
                : "{{range .IPAM.Config}}{{.Subnet}} {{.Gateway}}\n{{end}}";
        String[] words = program.require("network", "inspect", "--format", format, network)
                .lines()
                .filter(line -> line.contains("."))
                .findFirst()
                .orElse("")
                .split(" ", -1);
        return new Subnet(words[0], words.length > 1 ? words[1] : "");
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
        if (!isPodman()) {
            fixSubnet(network, label);
        }
    }

    /** Docker lets nobody choose addresses in a network whose addresses it chose itself. */
    private void fixSubnet(String network, String label) {
        Subnet chosen = subnet(network);
        program.require("network", "rm", network);
        program.require(
                "network", "create", label, "--subnet=" + chosen.range(), "--gateway=" + chosen.gateway(), network);
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
