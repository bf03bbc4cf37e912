package io.ohmykube.workers.node;

import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeNames;
import io.ohmykube.config.NodeStatus;
import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.Remote;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What a node reaches directly in spite of a proxy: itself, its cluster, its own network, and what the user says. */
final class NoProxy {
    private static final List<String> ALWAYS =
            List.of("localhost", "127.0.0.0/8", "::1", "169.254.0.0/16", ".svc", ".cluster.local");

    private NoProxy() {}

    static String list(Remote remote, Machine machine, Cluster cluster) {
        Set<String> direct =
                new LinkedHashSet<>(cluster.spec().outside().proxy().noProxy());
        direct.addAll(ALWAYS);
        direct.add(cluster.spec().networking().podCIDR());
        direct.add(cluster.spec().networking().serviceCIDR());
        direct.addAll(machine.addresses());
        // Networks are compared with addresses only, and the kubelet knows the API by its name.
        direct.add(NodeNames.api(cluster.name()));
        // The other nodes: mostly in the same network, whose name stays the same while nodes come and go.
        Set<String> networks = networks(remote, machine.addresses());
        direct.addAll(networks);
        if (networks.isEmpty()) {
            cluster.status().nodes().stream()
                    .map(NodeStatus::address)
                    .filter(Objects::nonNull)
                    .sorted()
                    .forEach(direct::add);
        }
        return String.join(",", direct);
    }

    /** The machine's addresses as {@code a.b.c.d/n}; empty where the machine cannot say. */
    private static Set<String> networks(Remote remote, List<String> addresses) {
        Set<String> networks = new LinkedHashSet<>();
        remote.probe(Command.of("ip", "-o", "-4", "addr", "show"))
                .stdout()
                .lines()
                .flatMap(line -> List.of(line.split("\\s+")).stream())
                .filter(word -> word.contains("/") && addresses.contains(word.substring(0, word.indexOf('/'))))
                .forEach(networks::add);
        return networks;
    }
}
