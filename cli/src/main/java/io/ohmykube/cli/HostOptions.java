package io.ohmykube.cli;

import io.ohmykube.config.ClusterRequest;
import io.ohmykube.config.HostAccess;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Machines that become nodes, as they are named on the command line. */
final class HostOptions {
    private static final Pattern FORM = Pattern.compile("(?:([^@:]+)@)?([^@:]+)(?::([0-9]{1,5}))?");

    @Option(
            names = "--host",
            paramLabel = "[USER@]ADDRESS[:PORT]",
            description = "launcher hosts: a machine of yours that becomes a worker; may be repeated")
    private List<String> hosts = List.of();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "the private key for these machines (default: your SSH agent's, or your own)")
    private @Nullable Path key;

    @Option(
            names = "--ask-password",
            description = "launcher hosts: ask for the password of machines that take no key of yours; it is not kept")
    boolean askPassword;

    /** None where none was named. Throws {@link ExitException} for what is none. */
    List<HostAccess> read() {
        if (hosts.isEmpty() && (key != null || askPassword)) {
            throw ExitException.badInput((key == null ? "--ask-password" : "--key") + ": goes with --host only");
        }
        return hosts.stream().map(this::host).toList();
    }

    /** The request, with problems of machines put down to these options. */
    static ClusterRequest named(ClusterRequest request) {
        String path = "spec.nodes.workers[*].host";
        return request.saidBy(path, "--host")
                .saidBy(path + ".address", "--host")
                .saidBy(path + ".port", "--host")
                .saidBy(path + ".user", "--host")
                .saidBy(path + ".key", "--key");
    }

    private HostAccess host(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw ExitException.badInput("--host: '" + text + "' is not USER@ADDRESS or USER@ADDRESS:PORT");
        }
        String user = matcher.group(1);
        String port = matcher.group(3);
        return HostAccess.of(
                matcher.group(2),
                port == null ? null : Integer.valueOf(port),
                user,
                key == null ? null : key.toAbsolutePath().normalize().toString());
    }
}
