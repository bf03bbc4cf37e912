package io.ohmykube.cli.view;

/** A terminal's size in characters. */
record WindowSize(int columns, int rows) {
    static final WindowSize DEFAULT = new WindowSize(80, 24);

    /** Reads what {@code stty size} prints: rows, then columns. Nonsense, also {@code 0 0}, is the default. */
    static WindowSize parse(String sttySize) {
        String[] words = sttySize.strip().split("\\s+", -1);
        try {
            int rows = Integer.parseInt(words[0]);
            int columns = words.length > 1 ? Integer.parseInt(words[1]) : 0;
            return rows > 2 && columns > 9 ? new WindowSize(columns, rows) : DEFAULT;
        } catch (NumberFormatException e) {
            return DEFAULT;
        }
    }
}
