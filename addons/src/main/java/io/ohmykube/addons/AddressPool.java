package io.ohmykube.addons;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Inclusive range of IPv4 addresses that LoadBalancer Services get, apart from those of the nodes. */
public record AddressPool(long first, long last) {
    /** Ends of address ranges within the nodes' /24, the predecessor's first; nodes are numbered from the bottom. */
    private static final List<int[]> HOSTS = List.of(new int[] {200, 250}, new int[] {140, 190}, new int[] {80, 130});

    /**
     * The pool of a cluster.
     *
     * @param wanted {@code a.b.c.d-a.b.c.e} or a CIDR; null takes addresses of the first node's /24 that no node has
     * @param nodes the nodes' addresses, the control plane's first
     * @throws IllegalArgumentException if it is malformed or holds a node's address
     */
    public static AddressPool choose(@Nullable String wanted, Collection<String> nodes) {
        if (wanted != null && !wanted.isBlank()) {
            AddressPool pool = parse(wanted);
            String taken = pool.taken(nodes);
            if (!taken.isEmpty()) {
                throw new IllegalArgumentException("the LoadBalancer pool " + wanted + " holds the address of a node: "
                        + taken + "; choose another spec.loadBalancer.ipPool");
            }
            return pool;
        }
        long network = number(nodes.iterator().next()) & ~0xFFL;
        return HOSTS.stream()
                .map(hosts -> new AddressPool(network + hosts[0], network + hosts[1]))
                .filter(pool -> pool.taken(nodes).isEmpty())
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "no range of the nodes' network is free for LoadBalancer Services; set spec.loadBalancer.ipPool"));
    }

    /** Reads {@code a.b.c.d-a.b.c.e} or a CIDR. */
    static AddressPool parse(String text) {
        int dash = text.indexOf('-');
        int slash = text.indexOf('/');
        AddressPool pool;
        if (dash > 0) {
            pool = new AddressPool(
                    number(text.substring(0, dash).strip()),
                    number(text.substring(dash + 1).strip()));
        } else if (slash > 0) {
            long size = 1L << (32 - Integer.parseInt(text.substring(slash + 1).strip()));
            long network = number(text.substring(0, slash).strip()) / size * size;
            pool = new AddressPool(network, network + size - 1);
        } else {
            throw new IllegalArgumentException("'" + text + "' is neither a range a.b.c.d-a.b.c.e nor a CIDR");
        }
        if (pool.first > pool.last) {
            throw new IllegalArgumentException("the range '" + text + "' ends before it begins");
        }
        return pool;
    }

    /** As MetalLB writes it: {@code a.b.c.d-a.b.c.e}. */
    @Override
    public String toString() {
        return text(first) + "-" + text(last);
    }

    private String taken(Collection<String> nodes) {
        return nodes.stream()
                .filter(n -> first <= number(n) && number(n) <= last)
                .collect(Collectors.joining(", "));
    }

    private static long number(String address) {
        List<Integer> octets =
                Arrays.stream(address.split("\\.", -1)).map(AddressPool::octet).toList();
        if (octets.size() != 4) {
            throw new IllegalArgumentException("'" + address + "' is not an IPv4 address");
        }
        return octets.stream().mapToLong(Integer::longValue).reduce(0, (sum, octet) -> sum << 8 | octet);
    }

    private static int octet(String text) {
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > 255) {
            throw new IllegalArgumentException("'" + text + "' is not part of an IPv4 address");
        }
        return Integer.parseInt(text);
    }

    private static String text(long number) {
        return (number >> 24 & 255) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }
}
