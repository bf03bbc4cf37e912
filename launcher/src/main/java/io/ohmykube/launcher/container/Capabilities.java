package io.ohmykube.launcher.container;

/** Reads the capability sets of {@code /proc/<pid>/status}; the bits are those of capabilities(7). */
final class Capabilities {
    private static final int SYS_RESOURCE = 24;

    private Capabilities() {}

    static boolean haveSysResource(String hexadecimal) {
        return (Long.parseUnsignedLong(hexadecimal, 16) >>> SYS_RESOURCE & 1) == 1;
    }
}
