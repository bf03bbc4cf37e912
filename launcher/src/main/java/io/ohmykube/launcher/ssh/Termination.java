package io.ohmykube.launcher.ssh;

import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.SshEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.connection.channel.direct.Session;

/**
 * Ends all processes of a command. Closing its channel would not: a server without a terminal lets them run on, and a
 * signal sent through the protocol reaches neither what {@code sudo} started nor what left the process group.
 */
final class Termination {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String SCRIPT =
            """
            mine() { grep -lsF -e "$1" /proc/[0-9]*/environ | cut -d/ -f3; }
            for signal in "$2" KILL; do
              for attempt in 1 2 3 4 5 6 7 8 9 10; do
                pids=$(mine "$1") || true
                [ -n "$pids" ] || exit 0
                [ "$attempt" -gt 1 ] || kill -s "$signal" $pids 2>/dev/null || true
                sleep 0.1
              done
            done
            exit 1
            """;

    private final String line;

    /** Why a command is ended, which tells a command that outlives lost connections whether to stop. */
    enum Reason {
        /** It was cancelled, or took too long: all that it does is to stop. */
        CANCELLED("TERM"),
        /** Its connection was lost, so that nobody hears of it any more. */
        DISCONNECTED("HUP");

        private final String signal;

        Reason(String signal) {
            this.signal = signal;
        }
    }

    private Termination(String line) {
        this.line = line;
    }

    static Termination of(CommandId id, Reason reason, SshEndpoint endpoint) {
        String command = Command.of("sh", "-uc", SCRIPT, "ohmykube-end", id.mark(), reason.signal)
                .quoted();
        return new Termination(endpoint.user().equals("root") ? command : "sudo -n " + command);
    }

    /** Whether no process of the command is left. */
    boolean on(SshConnection connection) {
        // One at a time: only one session more than those that commands may take is left for this.
        synchronized (connection) {
            return end(connection);
        }
    }

    private boolean end(SshConnection connection) {
        try (Session session = connection.open();
                Session.Command command = session.exec(line)) {
            command.getOutputStream().close();
            command.join(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            Integer status = command.getExitStatus();
            return status != null && status == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
