package io.ohmykube.config;

/** The whole numbers that a field may have, both ends included. */
record Range(int least, int most, String unit) {
    static final Range CPU = new Range(1, 256, "processors");
    static final Range MEMORY = new Range(1, 2048, "GiB");
    static final Range DISK = new Range(5, 65_536, "GiB");
    static final Range EXTRA_DISK = new Range(1, 65_536, "GiB");
    static final Range PORT = new Range(1, 65_535, "port");
    static final Range CONTROL_PLANES = new Range(1, 7, "nodes");
    static final Range WORKERS = new Range(1, 10, "nodes");

    boolean allows(int value) {
        return value >= least && value <= most;
    }

    Range atLeast(int raised) {
        return new Range(raised, most, unit);
    }

    String refusal(Object value) {
        return "'" + value + "' is not allowed; a whole number from " + least + " to " + most + " (" + unit + ") is";
    }
}
