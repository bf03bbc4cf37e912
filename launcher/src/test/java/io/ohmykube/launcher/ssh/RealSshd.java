package io.ohmykube.launcher.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.MachineTraits;
import io.ohmykube.launcher.SshEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** OpenSSH's server on a loopback port of its own, with its own keys and configuration. */
final class RealSshd implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

    private final Path directory;
    private final Process process;
    private final int port;

    private RealSshd(Path directory, Process process, int port) {
        this.directory = directory;
        this.process = process;
        this.port = port;
    }

    /** Skips the test where there is no such server, or no root to log in as. */
    static void assumePossible() {
        assumeTrue(Files.isExecutable(PROGRAM), "OpenSSH's server is not installed: apt-get install openssh-server");
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can let root log in");
    }

    static RealSshd start(Path directory, String authorizedKey, String... options) throws Exception {
        // Others may take a port that was free before this one listens on it.
        RealSshd sshd = begin(directory, freePort(), authorizedKey, options);
        for (int again = 0; again < 5 && !sshd.process.isAlive(); again++) {
            sshd = begin(directory, freePort(), authorizedKey, options);
        }
        return sshd.thatListens();
    }

    static RealSshd start(Path directory, int port, String authorizedKey, String... options) throws Exception {
        return begin(directory, port, authorizedKey, options).thatListens();
    }

    private RealSshd thatListens() throws IOException {
        assertThat(process.isAlive()).as(log()).isTrue();
        return this;
    }

    /** Until it listens, or has ended without. */
    private static RealSshd begin(Path directory, int port, String authorizedKey, String... options) throws Exception {
        Files.createDirectories(Path.of("/run/sshd"));
        Files.createDirectories(directory);
        Path hostKey = directory.resolve("host_key");
        if (!Files.exists(hostKey)) {
            run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", hostKey.toString());
        }
        Path authorized = Files.writeString(directory.resolve("authorized_keys"), authorizedKey + "\n");
        List<String> config = new ArrayList<>(List.of(
                "ListenAddress 127.0.0.1",
                "Port " + port,
                "HostKey " + hostKey,
                "AuthorizedKeysFile " + authorized,
                "PidFile none",
                "StrictModes no",
                "UsePAM no",
                "PasswordAuthentication no",
                "PermitRootLogin prohibit-password",
                "UseDNS no",
                "LogLevel VERBOSE"));
        config.addAll(List.of(options));
        Path file = Files.write(directory.resolve("config"), config);
        Path log = directory.resolve("log");
        Process process =
                new ProcessBuilder(PROGRAM.toString(), "-D", "-f", file.toString(), "-E", log.toString()).start();
        RealSshd sshd = new RealSshd(directory, process, port);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> sshd.log().contains("Server listening") || !process.isAlive());
        return sshd;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    Machine machine(String cluster, String name, String... hostKeys) {
        return machine(cluster, name, "root", port, hostKeys);
    }

    static Machine machine(String cluster, String name, String user, int port, String... hostKeys) {
        return new Machine(
                cluster,
                name,
                Machine.State.RUNNING,
                List.of("127.0.0.1"),
                new SshEndpoint("127.0.0.1", port, user, List.of(hostKeys)),
                MachineTraits.VIRTUAL_MACHINE);
    }

    String hostKey() throws IOException {
        return Files.readString(directory.resolve("host_key.pub")).strip();
    }

    String log() throws IOException {
        Path log = directory.resolve("log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    long connections() throws IOException {
        return log().lines().filter(line -> line.startsWith("Connection from")).count();
    }

    /** Ends the processes that serve connections, as if the network had broken; the server goes on listening. */
    void cutConnections() throws Exception {
        for (ProcessHandle child : process.descendants().toList()) {
            String command = child.info().command().orElse("");
            if (command.endsWith("sshd")) {
                child.destroyForcibly();
            }
        }
    }

    private static void run(String... argv) throws Exception {
        assertThat(new ProcessBuilder(argv).inheritIO().start().waitFor()).isZero();
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        children.forEach(ProcessHandle::destroyForcibly);
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
