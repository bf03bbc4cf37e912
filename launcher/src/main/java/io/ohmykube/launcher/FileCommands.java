package io.ohmykube.launcher;

/**
 * The commands that move files, so that a machine needs no SFTP server.
 *
 * <p>A file travels in two commands: {@link #receive} keeps what arrives under a temporary name, and {@link #place}
 * renames it only if all bytes are there, for a connection that breaks looks like the end of the file to the machine.
 * A machine that belongs to somebody has a ledger, in which is written down what was there before.
 */
public final class FileCommands {
    /** {@code $0} of {@link #receive}, whose {@code $1} is the path. */
    public static final String RECEIVE = "ohmykube-receive";

    /** {@code $0} of {@link #place}, whose {@code $1} is the path, {@code $2} the mode and {@code $3} the size. */
    public static final String PLACE = "ohmykube-place";

    /** What is appended to the path until a file is complete. */
    public static final String TEMPORARY_SUFFIX = ".ohmykube-part";

    private static final String RECEIVE_SCRIPT =
            """
            if [ -d "$1" ]; then echo "$1 is a directory" >&2; exit 1; fi
            ledger=/var/lib/ohmykube/changes/ledger.sh
            if [ -e "$ledger" ]; then . "$ledger"; note file "$1"; fi
            umask 022
            mkdir -p -- "$(dirname -- "$1")"
            umask 077
            rm -f -- "$1.ohmykube-part"
            cat > "$1.ohmykube-part"
            """;

    private static final String PLACE_SCRIPT =
            """
            size=$(wc -c < "$1.ohmykube-part")
            if [ "$size" -ne "$3" ]; then echo "$1: $size of $3 bytes arrived" >&2; exit 1; fi
            chmod -- "$2" "$1.ohmykube-part"
            mv -f -- "$1.ohmykube-part" "$1"
            """;

    private FileCommands() {}

    /** Writes standard input to a temporary file beside the path; parent directories are made, traversable by all. */
    public static Command receive(String path, Content content) {
        return Command.of("sh", "-euc", RECEIVE_SCRIPT, RECEIVE, path).withStdin(content);
    }

    /** Gives a received file its mode, octal as in {@code 0644}, and its name, provided it has this many bytes. */
    public static Command place(String path, String mode, long size) {
        return Command.of("sh", "-euc", PLACE_SCRIPT, PLACE, path, mode, Long.toString(size));
    }

    /** Prints a file to standard output. */
    public static Command send(String path) {
        return Command.of("cat", "--", path).withSecretOutput();
    }
}
