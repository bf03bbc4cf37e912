package io.ohmykube.launcher.lima;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Lima's work depends on, found on this host without starting anything.
 *
 * @param root where the file system begins; {@code /} but in tests
 * @param system {@code mac}, {@code linux} or another name
 * @param architecture Java's name of it
 * @param user who runs this program
 * @param path where programs are looked for
 */
record LimaHost(Path root, String system, String architecture, String user, List<Path> path) {
    /** Where Lima itself looks for it, and where Homebrew puts it. */
    private static final List<String> SOCKET_VMNET = List.of(
            "/opt/socket_vmnet/bin/socket_vmnet",
            "/usr/local/opt/socket_vmnet/bin/socket_vmnet",
            "/opt/homebrew/opt/socket_vmnet/bin/socket_vmnet");

    /** The longest path of a socket, and one more for the zero at its end. */
    private static final int MAC_SOCKET_PATH = 104;

    private static final int LINUX_SOCKET_PATH = 108;

    static LimaHost ofThisHost(Map<String, String> environment) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return new LimaHost(
                Path.of("/"),
                system.startsWith("mac") ? "mac" : system,
                System.getProperty("os.arch"),
                System.getProperty("user.name"),
                // Homebrew's directories are not in the path of programs that were not started by a shell.
                Stream.concat(
                                Stream.of(environment.getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1)),
                                Stream.of("/opt/homebrew/bin", "/usr/local/bin"))
                        .filter(entry -> entry.startsWith("/"))
                        .map(Path::of)
                        .toList());
    }

    boolean isMac() {
        return system.equals("mac");
    }

    boolean isLinux() {
        return system.equals("linux");
    }

    boolean isRoot() {
        return user.equals("root");
    }

    /** {@code vz} is Apple's own and faster, and is there wherever Apple's processors are. */
    String vmType() {
        return isMac() && architecture.equals("aarch64") ? "vz" : "qemu";
    }

    /** QEMU's program for machines of this host's architecture. */
    String qemu() {
        return "qemu-system-" + (architecture.equals("aarch64") ? "aarch64" : "x86_64");
    }

    int longestSocketPath() {
        return isMac() ? MAC_SOCKET_PATH : LINUX_SOCKET_PATH;
    }

    Optional<Path> program(String name) {
        return path.stream()
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    boolean hasKvm() {
        Path device = root.resolve("dev/kvm");
        return Files.isReadable(device) && Files.isWritable(device);
    }

    boolean hasSocketVmnet() {
        return SOCKET_VMNET.stream().anyMatch(file -> Files.exists(root.resolve(file.substring(1))))
                || program("socket_vmnet").isPresent();
    }
}
