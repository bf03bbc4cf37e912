package io.ohmykube.launcher.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ohmykube.config.HostAccess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A machine of somebody: OpenSSH's server with a network, processes, a name and directories of its own, so that nothing of
 * this computer is changed. It is reached through a loopback port, behind which a server is started for each connection.
 */
final class OwnedMachine implements AutoCloseable {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    /** What lies on this computer in directories that the machine changes is a copy, or is not there. */
    private static final String SETUP =
            """
            mkdir "$1/etc"
            mount -t tmpfs own "$1/etc"
            cp -a /etc/. "$1/etc"
            rm -rf "$1/etc/kubernetes" "$1/etc/cni" "$1/etc/containerd"
            mount --bind "$1/etc" /etc
            for own in /root /home /run /opt /var/lib /var/log /usr/local/bin; do mount -t tmpfs own "$own"; done
            mkdir -p /run/sshd /root/.ssh
            chmod 700 /root/.ssh
            cp "$1/authorized_keys" /root/.ssh/authorized_keys
            hostname "$2"
            ip link set lo up
            ip address add "$3/32" dev lo scope global
            printf '#!/bin/sh\necho podman\n' > /usr/local/bin/systemd-detect-virt
            chmod 755 /usr/local/bin/systemd-detect-virt
            echo ready
            exec cat > /dev/null
            """;

    private final Path directory;
    private final int number;
    private final ServerSocket door;
    private final List<Process> servers = new ArrayList<>();
    private @Nullable Process machine;

    private OwnedMachine(Path directory, int number, ServerSocket door) {
        this.directory = directory;
        this.number = number;
        this.door = door;
    }

    /** Skips the test where there can be no such machine. */
    static void assumePossible() throws Exception {
        assumeTrue(Files.isExecutable(SSHD), "OpenSSH's server is not installed: apt-get install openssh-server");
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can make machines of this kind");
        assumeTrue(
                new ProcessBuilder("unshare", "--mount", "--net", "--pid", "--uts", "--fork", "--mount-proc", "true")
                                .start()
                                .waitFor()
                        == 0,
                "this host gives nobody a network and mounts of their own");
    }

    /** @param key the user's private key, which is let in, made where it is missing */
    static OwnedMachine start(Path directory, Path key, int number) throws IOException {
        Files.createDirectories(directory);
        Path hostKey = directory.resolve("host_key");
        keygen(hostKey);
        if (!Files.exists(key)) {
            keygen(key);
        }
        Files.copy(Path.of(key + ".pub"), directory.resolve("authorized_keys"));
        Files.write(
                directory.resolve("config"),
                List.of(
                        "HostKey " + hostKey,
                        "PidFile none",
                        "UsePAM no",
                        "StrictModes no",
                        "PasswordAuthentication no",
                        "PermitRootLogin prohibit-password",
                        "SetEnv PATH=/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin"));
        OwnedMachine owned =
                new OwnedMachine(directory, number, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        daemon(owned::letIn);
        return owned;
    }

    /** The first process inside; the machine is turned on when somebody comes. */
    private synchronized String inside() throws IOException {
        if (machine == null) {
            machine = new ProcessBuilder(
                            "unshare",
                            "--mount",
                            "--net",
                            "--pid",
                            "--uts",
                            "--fork",
                            "--mount-proc",
                            "sh",
                            "-euc",
                            SETUP,
                            "machine",
                            directory.toString(),
                            "theirs-" + number,
                            "10.77.0." + number)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            assertThat(machine.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("ready");
        }
        return Long.toString(machine.children().findFirst().orElseThrow().pid());
    }

    HostAccess access(Path key) {
        return new HostAccess("127.0.0.1", door.getLocalPort(), "root", key.toString());
    }

    /** {@code <type> <base64>} */
    String hostKey() throws IOException {
        String[] words = Files.readString(directory.resolve("host_key.pub")).split("\\s+", -1);
        return words[0] + " " + words[1];
    }

    /** What a shell on the machine prints, errors included, without us. */
    String sees(String script) throws IOException {
        Process shell = new ProcessBuilder("nsenter", "-t", inside(), "-m", "-n", "-p", "-u", "sh", "-c", script)
                .redirectErrorStream(true)
                .start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void letIn() {
        try {
            while (true) {
                serve(door.accept());
            }
        } catch (IOException closed) {
            // The machine is gone.
        }
    }

    private void serve(Socket connection) throws IOException {
        Process server = new ProcessBuilder(
                        "nsenter",
                        "-t",
                        inside(),
                        "-m",
                        "-n",
                        "-p",
                        "-u",
                        SSHD.toString(),
                        "-i",
                        "-f",
                        directory.resolve("config").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        synchronized (servers) {
            servers.add(server);
        }
        daemon(() -> pump(connection, server));
        daemon(() -> {
            try (connection;
                    InputStream from = server.getInputStream()) {
                copy(from, connection.getOutputStream());
            } catch (IOException ended) {
                // The connection is over.
            }
        });
    }

    private static void pump(Socket connection, Process server) {
        try (OutputStream to = server.getOutputStream()) {
            copy(connection.getInputStream(), to);
        } catch (IOException ended) {
            // The connection is over.
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[32_768];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
            to.flush();
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "machine of somebody");
        thread.setDaemon(true);
        thread.start();
    }

    private static void keygen(Path file) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Process keygen = new ProcessBuilder(
                        "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file.toString())
                .inheritIO()
                .start();
        assertThat(keygen.onExit().join().exitValue()).isZero();
    }

    @Override
    public synchronized void close() throws IOException {
        door.close();
        synchronized (servers) {
            servers.forEach(Process::destroyForcibly);
        }
        Process on = machine;
        if (on != null) {
            // Its first process ends with its input, as it does when this program dies; and with it all others.
            on.getOutputStream().close();
            on.onExit().join();
        }
    }
}
