package io.ohmykube.config;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * An IPv4 network.
 *
 * @param address as it was written, as a number; may have bits set beyond the prefix
 * @param prefix from 0 to 32
 */
public record Cidr(long address, int prefix) {
    /** Reads {@code a.b.c.d/n}; empty where it is not of that form. */
    public static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]|[12][0-9]|3[0-2]")) {
            return Optional.empty();
        }
        OptionalLong address = Ipv4.parse(text.substring(0, slash));
        return address.isPresent()
                ? Optional.of(new Cidr(address.getAsLong(), Integer.parseInt(text.substring(slash + 1))))
                : Optional.empty();
    }

    /** The same network, written with the address it begins at. */
    public Cidr network() {
        return new Cidr(addresses().first(), prefix);
    }

    public AddressRange addresses() {
        long size = 1L << (32 - prefix);
        long first = address / size * size;
        return new AddressRange(first, first + size - 1);
    }

    @Override
    public String toString() {
        return Ipv4.format(address) + "/" + prefix;
    }
}
