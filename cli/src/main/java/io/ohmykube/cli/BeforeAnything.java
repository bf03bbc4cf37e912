package io.ohmykube.cli;

import io.ohmykube.cli.operation.Interrupts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command that changes a cluster and is asked to stop before it has begun to. */
final class BeforeAnything implements Interrupts.Interruptible {
    private static final Set<String> CHANGING = Set.of(
            "up",
            "down",
            "add",
            "delete",
            "resume",
            "cancel",
            "load",
            "prefetch",
            "stop",
            "start",
            "restart",
            "repair");
    /** Programs that we started, such as a package manager, get this long to end in order. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Session session;
    private final Interrupts interrupts;
    private final String command;

    private BeforeAnything(Session session, Interrupts interrupts, String command) {
        this.session = session;
        this.interrupts = interrupts;
        this.command = command;
    }

    /** Empty for commands that read: they may be ended at any moment, and to listen takes longer than they run. */
    static Optional<BeforeAnything> of(Session session, Interrupts interrupts) {
        return session.words().stream()
                .filter(CHANGING::contains)
                .findFirst()
                .map(command -> new BeforeAnything(session, interrupts, command));
    }

    @Override
    public void stop() {
        List<ProcessHandle> programs = ProcessHandle.current().descendants().toList();
        programs.forEach(ProcessHandle::destroy);
        CompletableFuture.allOf(programs.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        abandon();
        interrupts.end();
    }

    @Override
    public void abandon() {
        session.terminal()
                .err()
                .println(command + " of cluster " + session.cluster()
                        + " was interrupted before it had begun anything: no cluster was changed");
        session.terminal().err().flush();
    }
}
