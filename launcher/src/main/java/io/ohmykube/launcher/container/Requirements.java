package io.ohmykube.launcher.container;

import io.ohmykube.launcher.Availability;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.exec.HostProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which engine works here, and what to install where none does. */
final class Requirements {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Map<String, List<String>> INSTALLERS = Map.of(
            "debian",
            List.of(
                    "apt-get",
                    "install",
                    "-y",
                    "--no-install-recommends",
                    "podman",
                    "runc",
                    "netavark",
                    "iptables",
                    "mmdebstrap",
                    "zstd",
                    "openssh-client"),
            "fedora",
            List.of("dnf", "install", "-y", "podman", "runc", "netavark", "iptables-nft", "zstd", "openssh-clients"),
            "suse",
            List.of(
                    "zypper",
                    "--non-interactive",
                    "install",
                    "podman",
                    "runc",
                    "netavark",
                    "iptables",
                    "zstd",
                    "openssh-clients"),
            "arch",
            List.of("pacman", "-S", "--noconfirm", "podman", "runc", "netavark", "iptables", "zstd", "openssh"));
    private static final Map<String, String> FAMILIES =
            Map.of("ubuntu", "debian", "rhel", "fedora", "centos", "fedora", "opensuse", "suse", "sles", "suse");

    private final HostFacts host;

    Requirements(HostFacts host) {
        this.host = host;
    }

    Optional<Engine> engine() {
        if (podmanProblem().isEmpty()) {
            return Optional.of(Engine.podman());
        }
        return dockerWorks() ? Optional.of(Engine.docker()) : Optional.empty();
    }

    Availability availability() {
        if (!host.isLinux()) {
            return new Availability("containers can be reached from this host on Linux only", List.of());
        }
        if (engine().isPresent()) {
            return Availability.YES;
        }
        String problem = podmanProblem().orElseThrow();
        return new Availability(problem, host.isRoot() ? remedy() : List.of());
    }

    /** What Podman lacks here. Without root its containers have no addresses the host could reach. */
    private Optional<String> podmanProblem() {
        List<String> missing = new ArrayList<>();
        if (!host.hasProgram("podman")) {
            missing.add("podman");
        }
        if (!host.hasProgram("runc") && !host.hasProgram("crun")) {
            missing.add("runc");
        }
        if (!host.hasFile("/usr/lib/podman/netavark", "/usr/libexec/podman/netavark", "/usr/bin/netavark")) {
            missing.add("netavark");
        }
        if (!host.hasProgram("iptables") && !host.hasProgram("nft")) {
            // Its netavark reports only 'No such file or directory' without it.
            missing.add("iptables");
        }
        if (!missing.isEmpty()) {
            return Optional.of("neither Podman nor Docker works here; Podman lacks " + String.join(", ", missing));
        }
        return host.isRoot()
                ? Optional.empty()
                : Optional.of("Podman gives machines addresses only to root, and Docker does not work here;"
                        + " run this command as root");
    }

    private boolean dockerWorks() {
        if (!host.hasProgram("docker")) {
            return false;
        }
        try {
            return HostProgram.of("docker")
                    .withTimeout(PATIENCE)
                    .run("version", "--format", "{{.Server.Version}}")
                    .succeeded();
        } catch (LauncherException e) {
            return false;
        }
    }

    private List<String> remedy() {
        return host.distribution().stream()
                .map(id -> FAMILIES.getOrDefault(id, id))
                .filter(INSTALLERS::containsKey)
                .findFirst()
                .map(INSTALLERS::get)
                .orElse(List.of());
    }
}
