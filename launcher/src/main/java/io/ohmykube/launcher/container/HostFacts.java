package io.ohmykube.launcher.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is on this host, found without starting anything. */
final class HostFacts {
    private static final List<String> SYSTEM_DIRECTORIES = List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin");

    private static final long DEFAULT_PID_MAX = 32_768;

    private final Path root;
    private final List<Path> path;

    /** @param root where the file system begins; {@code /} but in tests */
    HostFacts(Path root, Map<String, String> environment) {
        this.root = root;
        List<Path> directories = new ArrayList<>();
        Stream.concat(Stream.of(environment.getOrDefault("PATH", "").split(":", -1)), SYSTEM_DIRECTORIES.stream())
                .filter(entry -> entry.startsWith("/"))
                .forEach(entry -> directories.add(under(entry)));
        this.path = List.copyOf(directories);
    }

    static HostFacts ofThisHost() {
        return new HostFacts(Path.of("/"), System.getenv());
    }

    boolean hasProgram(String name) {
        return path.stream().anyMatch(directory -> Files.isExecutable(directory.resolve(name)));
    }

    boolean hasFile(String... candidates) {
        return Stream.of(candidates).anyMatch(file -> Files.exists(under(file)));
    }

    boolean isLinux() {
        return Files.isDirectory(under("/proc/self")) && hasFile("/etc/os-release");
    }

    boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** {@code ID} and {@code ID_LIKE} of {@code /etc/os-release}. */
    List<String> distribution() {
        Map<String, String> release = lines("/etc/os-release")
                .filter(line -> line.contains("="))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')),
                        line -> line.substring(line.indexOf('=') + 1).replace("\"", ""),
                        (first, second) -> first));
        return Stream.of(release.getOrDefault("ID", ""), release.getOrDefault("ID_LIKE", ""))
                .flatMap(value -> Stream.of(value.split(" ", -1)))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** Whether our processes may raise resource limits and lower OOM scores. */
    boolean mayRaiseLimits() {
        return lines("/proc/self/status")
                .filter(line -> line.startsWith("CapEff:"))
                .anyMatch(line -> Capabilities.haveSysResource(
                        line.substring(line.indexOf(':') + 1).strip()));
    }

    /** The hard limit of that name in {@code /proc/self/limits}; empty when there is none. */
    Optional<Long> hardLimit(String name) {
        return lines("/proc/self/limits")
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip().split("\\s+", -1)[1])
                .filter(value -> !value.equals("unlimited"))
                .map(Long::valueOf)
                .findFirst();
    }

    /** One more than the highest process number, beyond which no limit on processes means anything. */
    long mostProcesses() {
        return lines("/proc/sys/kernel/pid_max").findFirst().map(Long::valueOf).orElse(DEFAULT_PID_MAX);
    }

    private Stream<String> lines(String file) {
        try {
            return Files.exists(under(file)) ? Files.readAllLines(under(file)).stream() : Stream.empty();
        } catch (IOException e) {
            return Stream.empty(); // A fact that cannot be read is not known.
        }
    }

    private Path under(String absolute) {
        return root.resolve(absolute.substring(1));
    }
}
