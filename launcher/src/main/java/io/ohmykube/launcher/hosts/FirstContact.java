package io.ohmykube.launcher.hosts;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.HostAccess;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.CommandResult;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.RemoteException;
import io.ohmykube.launcher.ssh.Login;
import io.ohmykube.launcher.ssh.Visit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person decides about machines that are seen for the first time: which host keys are theirs, and the password
 * to get in with. Both are kept in memory alone.
 */
public final class FirstContact {
    private final HostRecords records;
    private final Map<String, String> environment;
    private final Map<HostAccess, String> confirmed = new ConcurrentHashMap<>();
    private volatile char @Nullable [] password;

    FirstContact(HostRecords records, Map<String, String> environment) {
        this.records = records;
        this.environment = environment;
    }

    /**
     * A machine that no cluster of this home knows as this node yet.
     *
     * @param hostKey the key it shows, {@code <type> <base64>}
     */
    public record Newcomer(String node, HostAccess host, String hostKey) {
        public String keyType() {
            return hostKey.substring(0, hostKey.indexOf(' '));
        }

        /** {@code SHA256:…} */
        public String fingerprint() {
            return Visit.fingerprint(hostKey);
        }
    }

    /** The machines to get to know, with the keys they show. Throws {@link LauncherException} naming all that do not answer. */
    public List<Newcomer> newcomers(Cluster cluster) {
        List<Newcomer> newcomers = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (NodeSpec spec : cluster.nodes()) {
            String node = Objects.requireNonNull(spec.name(), "the cluster is expanded");
            HostAccess host = spec.host();
            if (host != null
                    && !leaves(cluster, node)
                    && records.find(cluster.name(), node).isEmpty()) {
                try {
                    newcomers.add(new Newcomer(node, host, Visit.hostKey(node, host)));
                } catch (RemoteException e) {
                    problems.add(e.getMessage());
                }
            }
        }
        refuse(problems);
        return newcomers;
    }

    /** Whether it was given back already, and is only remembered. */
    private static boolean leaves(Cluster cluster, String node) {
        return cluster.status()
                .node(node)
                .filter(status -> status.phase() == NodeStatus.Phase.DELETING)
                .isPresent();
    }

    /** A person has seen the keys and takes them for those of the machines. */
    public void confirm(List<Newcomer> newcomers) {
        newcomers.forEach(newcomer -> confirmed.put(newcomer.host(), newcomer.hostKey()));
    }

    /** The password to try where no key gets in; it is never written anywhere. */
    public void password(char[] given) {
        password = given.clone();
    }

    /**
     * Looks at the machines without changing anything.
     *
     * @return what each is, by node, for people
     * @throws LauncherException with all problems of all machines
     */
    public Map<String, String> look(Cluster cluster, List<Newcomer> newcomers) {
        Map<String, String> seen = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        Set<@Nullable String> controlPlanes = cluster.spec().nodes().controlPlanes().stream()
                .map(NodeSpec::name)
                .collect(Collectors.toSet());
        for (Newcomer newcomer : newcomers) {
            try (Visit visit = visit(newcomer.node(), newcomer.host())) {
                Facts facts = facts(newcomer.node(), newcomer.host(), visit);
                facts.problems("", controlPlanes.contains(newcomer.node()))
                        .forEach(problem -> problems.add(shown(newcomer.node(), newcomer.host()) + problem));
                seen.put(newcomer.node(), facts.shown());
            } catch (RemoteException | LauncherException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        refuse(problems);
        return seen;
    }

    /** Goes there as the user, to a machine whose key was confirmed. */
    Visit visit(String node, HostAccess host) {
        String hostKey = Optional.ofNullable(confirmed.get(host))
                .orElseThrow(() -> new LauncherException(shown(node, host)
                        + "nobody has confirmed its host key yet; 'ohmykube up' or 'ohmykube resume' shows it"));
        return Visit.open(node, host, hostKey, new Login(environment, host.key(), password));
    }

    String hostKey(HostAccess host) {
        return Objects.requireNonNull(confirmed.get(host), "visited, so confirmed");
    }

    /** What the machine says of itself, once it is certain that we may become root. */
    static Facts facts(String node, HostAccess host, Visit visit) {
        CommandResult sudo = visit.asRoot(Command.of("true"));
        if (!sudo.succeeded()) {
            throw new LauncherException(shown(node, host) + host.user() + " cannot become root without a password ("
                    + (sudo.stderr().isEmpty() ? "exit code " + sudo.exitCode() : sudo.stderr())
                    + "); install sudo there if need be, and let 'visudo' add the line: " + host.user()
                    + " ALL=(ALL) NOPASSWD: ALL");
        }
        CommandResult facts = visit.asRoot(HostScript.FACTS.with());
        if (!facts.succeeded()) {
            throw new LauncherException(shown(node, host) + "what it is cannot be found out: " + facts.stderr());
        }
        return new Facts(facts.stdout().lines().toList());
    }

    static String shown(String node, HostAccess host) {
        return node + " (" + host.shown() + "): ";
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new LauncherException(String.join("\n", problems) + "\nnothing was changed on any machine");
        }
    }
}
