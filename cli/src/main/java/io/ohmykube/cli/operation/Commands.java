package io.ohmykube.cli.operation;

import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Carries out command lines that were typed elsewhere on this host. */
public interface Commands {
    /** The header with what is said of one command only, so that it is carried out once however often it is sent. */
    String KEY = "Idempotency-Key";

    /**
     * A command line, and where it was typed.
     *
     * @param directory from which relative paths start; absolute
     * @param interactive a person looks on, on a terminal that can move its cursor
     */
    record Given(
            List<String> arguments,
            Map<String, String> environment,
            String directory,
            boolean interactive,
            boolean colour,
            boolean unicode) {}

    /**
     * Runs the command and returns its exit code.
     *
     * @param carrier carries out what it wants
     */
    int run(Given command, OutputStream out, OutputStream err, Interrupts interrupts, Carrier carrier);
}
