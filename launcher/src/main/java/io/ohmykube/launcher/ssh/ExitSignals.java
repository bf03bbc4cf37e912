package io.ohmykube.launcher.ssh;

import java.util.Map;
import net.schmizz.sshj.connection.channel.direct.Signal;

/** The exit codes a shell gives to commands that were ended by a signal: 128 and the signal's number. */
final class ExitSignals {
    private static final int BASE = 128;
    private static final Map<Signal, Integer> NUMBERS = Map.ofEntries(
            Map.entry(Signal.HUP, 1),
            Map.entry(Signal.INT, 2),
            Map.entry(Signal.QUIT, 3),
            Map.entry(Signal.ILL, 4),
            Map.entry(Signal.ABRT, 6),
            Map.entry(Signal.FPE, 8),
            Map.entry(Signal.KILL, 9),
            Map.entry(Signal.SEGV, 11),
            Map.entry(Signal.PIPE, 13),
            Map.entry(Signal.ALRM, 14),
            Map.entry(Signal.TERM, 15));

    private ExitSignals() {}

    static int exitCode(Signal signal) {
        return BASE + NUMBERS.getOrDefault(signal, 0);
    }
}
