package io.ohmykube.launcher.lima;

import io.ohmykube.launcher.exec.HostResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a running machine says of itself, asked through {@code limactl shell} and so past the network.
 *
 * @param hostKeys the public host keys
 * @param addresses where other machines reach it; that on the network that the host reaches, too, comes first
 */
record Inside(List<String> hostKeys, List<String> addresses) {
    private static final String QUESTION = "test -e " + InstanceFile.PROVISIONED
            + " && cat /etc/ssh/ssh_host_*_key.pub && ip -4 -o address show scope global";

    private record Address(String device, String ip) {
        /** Lima gives the network {@code user-v2} the first device; what Kubernetes makes is no address of a machine. */
        int rank() {
            return device.equals(InstanceFile.SHARED_INTERFACE) ? 0 : device.equals("eth0") ? 1 : 2;
        }

        boolean ofMachine() {
            return device.startsWith("e") || device.startsWith("lima");
        }
    }

    /** Empty where it does not answer, or is not through with its start. */
    static Optional<Inside> ask(Limactl limactl, String name) {
        HostResult result = limactl.shell(name, "sh", "-c", QUESTION);
        return result.succeeded() ? Optional.of(parse(result.stdout())) : Optional.empty();
    }

    boolean complete() {
        return !hostKeys.isEmpty() && !addresses.isEmpty();
    }

    static Inside parse(String printed) {
        List<String> keys = new ArrayList<>();
        List<Address> addresses = new ArrayList<>();
        for (String line : printed.lines().map(String::strip).toList()) {
            String[] words = line.split("\\s+", -1);
            if (words.length >= 2 && words[0].matches("(ssh|ecdsa)-\\S+")) {
                keys.add(words[0] + " " + words[1]);
            } else if (words.length >= 4 && words[2].equals("inet")) {
                addresses.add(new Address(words[1], words[3].replaceFirst("/.*", "")));
            }
        }
        return new Inside(
                List.copyOf(keys),
                addresses.stream()
                        .filter(Address::ofMachine)
                        .sorted(Comparator.comparingInt(Address::rank))
                        .map(Address::ip)
                        .toList());
    }
}
