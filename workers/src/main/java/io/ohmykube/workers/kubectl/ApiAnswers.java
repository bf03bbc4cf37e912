package io.ohmykube.workers.kubectl;

import io.ohmykube.launcher.CommandFailedException;
import io.ohmykube.launcher.RemoteException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What kubectl's messages mean. It has one exit code for everything. */
final class ApiAnswers {
    /** Nobody answers, or somebody who cannot now: among them a webhook or a custom resource that is still starting. */
    private static final Pattern TRANSIENT = Pattern.compile(
            "connection refused|was refused|connection reset|Client\\.Timeout|i/o timeout|TLS handshake timeout|no route to host"
                    + "|unexpected EOF|: EOF|http2: |context deadline exceeded|request canceled|did not complete within"
                    + "|\\(ServiceUnavailable\\)|\\(InternalError\\)|\\(Timeout\\)|\\(ServerTimeout\\)|\\(TooManyRequests\\)"
                    + "|unable to handle the request|etcdserver: |apiserver not ready|failed calling webhook"
                    + "|no matches for kind");

    private static final Pattern EXISTS = Pattern.compile("\\(AlreadyExists\\)");

    private ApiAnswers() {}

    /** Whether it is for now only that the API server did not do what it was asked. */
    static boolean unavailable(CommandFailedException e) {
        return TRANSIENT.matcher(e.stderrTail()).find();
    }

    /** kubectl reports each object by a line of its own. */
    static boolean onlyAlreadyExists(String stderr) {
        return !stderr.isBlank()
                && stderr.lines().filter(line -> !line.isBlank()).allMatch(line -> EXISTS.matcher(line)
                        .find());
    }

    static boolean noSuchNode(String stderr, String node) {
        return stderr.contains("nodes \"" + node + "\" not found");
    }

    static RuntimeException notReady(CommandFailedException e, Supplier<String> seen) {
        if (!e.stderrTail().contains("timed out waiting") && !e.stderrTail().contains("(NotFound)")) {
            return e;
        }
        String state;
        try {
            state = seen.get();
        } catch (ApiUnavailableException | RemoteException unseen) {
            state = e.stderrTail();
        }
        return new NotReadyException(state, e);
    }
}
