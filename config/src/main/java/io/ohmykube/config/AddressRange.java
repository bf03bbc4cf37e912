package io.ohmykube.config;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * IPv4 addresses in a row.
 *
 * @param first as a number, included
 * @param last as a number, included
 */
public record AddressRange(long first, long last) {
    /** Reads {@code a.b.c.d-a.b.c.e} or a CIDR; empty where it is neither, or its end comes before its beginning. */
    public static Optional<AddressRange> parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 0) {
            return Cidr.parse(text).map(Cidr::addresses);
        }
        OptionalLong first = Ipv4.parse(text.substring(0, dash).strip());
        OptionalLong last = Ipv4.parse(text.substring(dash + 1).strip());
        return first.isPresent() && last.isPresent() && first.getAsLong() <= last.getAsLong()
                ? Optional.of(new AddressRange(first.getAsLong(), last.getAsLong()))
                : Optional.empty();
    }

    /** Whether an address, in dotted form, is one of these; false where it is no IPv4 address. */
    public boolean contains(String address) {
        OptionalLong number = Ipv4.parse(address);
        return number.isPresent() && number.getAsLong() >= first && number.getAsLong() <= last;
    }

    public boolean overlaps(AddressRange other) {
        return first <= other.last && other.first <= last;
    }

    public long size() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return Ipv4.format(first) + "-" + Ipv4.format(last);
    }
}
