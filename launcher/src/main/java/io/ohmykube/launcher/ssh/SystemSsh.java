package io.ohmykube.launcher.ssh;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.SshEndpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Command lines of the system's own SSH client, for what a person sits in front of: it knows terminals, their sizes and
 * their signals as no library does. It is given the cluster's key, trusts exactly the host keys that were recorded, and
 * reads no configuration of its user.
 */
public final class SystemSsh {
    private static final String PROGRAM = "ssh";

    private final ClusterStore store;

    public SystemSsh(ClusterStore store) {
        this.store = store;
    }

    /**
     * The line that runs a command as the machine's login, or its login shell.
     *
     * @param terminal whether it runs on a terminal, if standard input is one
     * @param argv the program and its arguments, which reach it as they are; empty means the login shell
     * @throws IllegalArgumentException if the machine is not running
     */
    public List<String> line(Machine machine, boolean terminal, List<String> argv) {
        SshEndpoint endpoint = machine.ssh();
        if (machine.state() != Machine.State.RUNNING || endpoint == null) {
            throw new IllegalArgumentException(machine.name() + " is not running");
        }
        ClusterFiles files = store.files(machine.cluster());
        List<String> line = new ArrayList<>(List.of(PROGRAM, "-F", "/dev/null"));
        option(line, "IdentityFile=" + literal(files.privateKey()));
        option(line, "IdentitiesOnly=yes");
        option(line, "IdentityAgent=none");
        option(line, "BatchMode=yes");
        option(line, "StrictHostKeyChecking=yes");
        // The file has nodes by name: a machine keeps its name and its key but not its address.
        option(line, "HostKeyAlias=" + machine.name());
        option(line, "UserKnownHostsFile=" + literal(files.knownHosts()));
        option(line, "GlobalKnownHostsFile=/dev/null");
        option(line, "ConnectTimeout=10");
        option(line, "ServerAliveInterval=15");
        option(line, "LogLevel=ERROR");
        line.addAll(List.of(terminal ? "-t" : "-T", "-p", Integer.toString(endpoint.port()), "-l", endpoint.user()));
        line.addAll(List.of("--", endpoint.host()));
        if (!argv.isEmpty()) {
            line.add(Command.of(argv.toArray(String[]::new)).quoted());
        }
        return List.copyOf(line);
    }

    private static void option(List<String> line, String option) {
        line.add("-o");
        line.add(option);
    }

    /** Values of options are split at spaces, and percent signs begin tokens. */
    private static String literal(Path path) {
        return "\"" + path.toString().replace("%", "%%") + "\"";
    }
}
