package io.ohmykube.cache.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads addresses without ever asking anybody what a name means. */
final class Ip {
    private Ip() {}

    /** The bytes of an IPv4 or IPv6 address, or null for a name. */
    static byte @Nullable [] parse(String text) {
        boolean four = text.matches("\\d{1,3}(\\.\\d{1,3}){3}")
                && Stream.of(text.split("\\.")).allMatch(part -> Integer.parseInt(part) < 256);
        boolean six = text.contains(":") && text.matches("[0-9a-fA-F:]+(\\.\\d{1,3}){0,3}");
        if (!four && !six) {
            return null;
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException noAddress) {
            return null;
        }
    }

    static boolean isLoopback(byte[] address) {
        try {
            return InetAddress.getByAddress(address).isLoopbackAddress();
        } catch (UnknownHostException impossible) {
            return false;
        }
    }
}
