package io.ohmykube.cache.fetch;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The list of hosts that are reached without a proxy: {@code *}, host names (with all names below them; with a leading
 * dot only those below), addresses, and ranges of addresses ({@code 10.0.0.0/8}), each of the first three with
 * {@code :PORT} if only that is meant.
 */
final class NoProxy {
    private final String list;

    NoProxy(String list) {
        this.list = list;
    }

    boolean covers(URI address) {
        String host = bare(address.getHost());
        int port = address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
        byte @Nullable [] ip = Ip.parse(host);
        return "localhost".equals(host)
                || host.endsWith(".localhost")
                || (ip != null && Ip.isLoopback(ip))
                || Stream.of(list.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                        .filter(entry -> !entry.isEmpty())
                        .anyMatch(entry -> matches(entry, host, ip, port));
    }

    private static boolean matches(String entry, String host, byte @Nullable [] ip, int port) {
        if ("*".equals(entry)) {
            return true;
        }
        int slash = entry.indexOf('/');
        if (slash >= 0) {
            return ip != null && inRange(ip, bare(entry.substring(0, slash)), entry.substring(slash + 1));
        }
        byte @Nullable [] whole = Ip.parse(bare(entry));
        int colon = entry.lastIndexOf(':');
        boolean hasPort = whole == null && colon >= 0;
        if (hasPort && !entry.substring(colon + 1).equals(Integer.toString(port))) {
            return false;
        }
        String name = bare(hasPort ? entry.substring(0, colon) : entry);
        byte @Nullable [] wanted = Ip.parse(name);
        if (wanted != null) {
            return Arrays.equals(wanted, ip);
        }
        String plain = name.startsWith("*.") ? name.substring(1) : name;
        return plain.startsWith(".") ? host.endsWith(plain) : host.equals(plain) || host.endsWith("." + plain);
    }

    private static boolean inRange(byte[] ip, String network, String bits) {
        byte @Nullable [] base = Ip.parse(network);
        if (base == null || base.length != ip.length || !bits.matches("\\d{1,3}")) {
            return false;
        }
        int length = Integer.parseInt(bits);
        for (int bit = 0; bit < length && bit < 8 * ip.length; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((ip[bit / 8] & mask) != (base[bit / 8] & mask)) {
                return false;
            }
        }
        return length <= 8 * ip.length;
    }

    private static String bare(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            return name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
