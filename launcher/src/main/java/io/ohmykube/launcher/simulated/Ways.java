package io.ohmykube.launcher.simulated;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a machine comes to the API server: by name, and through a machine that passes connections on. */
final class Ways {
    static final String PASSED_ON = "/etc/haproxy/haproxy.cfg";
    private static final String HOSTS = "/etc/hosts";

    private Ways() {}

    /** Whether a host leads from that machine to a control plane that answers. */
    static boolean lead(Execution execution, String host, ApiState state) throws IOException {
        List<String> ends = new ArrayList<>();
        for (String address : addresses(execution, host)) {
            ends.addAll(behind(execution, address));
        }
        for (String at : ends) {
            for (String member : state.members()) {
                boolean there = state.find(Kinds.NODES, "", member)
                        .map(node -> node.at("/status/addresses/0/address").asText())
                        .filter(at::equals)
                        .isPresent();
                if (there && execution.cluster().api().runs(member)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Those of a name, which are tried one after the other. */
    private static List<String> addresses(Execution execution, String host) throws IOException {
        List<String> known = execution
                .files()
                .text(HOSTS)
                .lines()
                .map(line -> line.split("\\s+", -1))
                .filter(words -> words.length > 1 && words[1].equals(host))
                .map(words -> words[0])
                .toList();
        return known.isEmpty() ? List.of(host) : known;
    }

    /** The addresses that a machine there passes connections on to; else the address itself. */
    private static List<String> behind(Execution execution, String address) throws IOException {
        Optional<SimulatedMachine> machine = execution.cluster().machines().stream()
                .filter(found -> found.record().address().equals(address))
                .findFirst();
        if (machine.isEmpty() || !machine.get().files().exists(PASSED_ON)) {
            return List.of(address);
        }
        List<String> all = new ArrayList<>();
        if (machine.get().running()) {
            machine.get().files().text(PASSED_ON).lines().forEach(all::add);
        }
        return all;
    }
}
