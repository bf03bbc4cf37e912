package io.ohmykube.cli.view;

import java.util.Locale;

/** How amounts of bytes are written for people: in powers of 1000, as disks and links are sold. */
public final class Bytes {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    private Bytes() {}

    /** {@code 0 B}, {@code 999 B}, {@code 1.5 kB}, {@code 123 MB}. */
    public static String text(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (Math.abs(amount) >= 999.5 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        boolean whole = unit == 0 || Math.abs(amount) >= 99.95;
        return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", amount, UNITS[unit]);
    }
}
