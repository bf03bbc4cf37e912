package io.ohmykube.workers.delegate;

import io.ohmykube.cache.CacheException;
import io.ohmykube.config.InvalidClusterException;
import io.ohmykube.config.kubeconfig.KubeconfigException;
import io.ohmykube.launcher.CommandFailedException;
import io.ohmykube.launcher.CommandTimedOutException;
import io.ohmykube.launcher.HostKeyMismatchException;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.LoginRefusedException;
import io.ohmykube.launcher.RemoteException;
import io.ohmykube.launcher.UnreachableException;
import io.ohmykube.workers.contract.MissingVariableException;
import io.ohmykube.workers.contract.PermanentStepException;
import io.ohmykube.workers.kubectl.ApiUnavailableException;
import io.ohmykube.workers.kubectl.NotReadyException;
import io.ohmykube.workers.node.UnfitKernelException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.function.Function;
import org.camunda.bpm.engine.ProcessEngineException;

/** What failures mean for a process: the one table of them. */
final class ErrorTranslation {
    private static final String NO_SPACE = "No space left on device";

    /** What Go's TLS says of a certificate that is too old or too new. */
    private static final String EXPIRED = "certificate has expired or is not yet valid";

    /** The first that fits decides, so subtypes stand before their supertypes. */
    private static final List<Rule> RULES = List.of(
            rule(PermanentStepException.class, e -> Verdict.incident("")),
            rule(TransientStepException.class, e -> Verdict.retry("")),
            rule(
                    RepairableException.class,
                    e -> new Verdict(Verdict.Reaction.REPAIR, "look at the log for what was left")),
            rule(UnreachableException.class, e -> Verdict.retry("see that the machine runs and answers over SSH")),
            rule(CommandTimedOutException.class, e -> Verdict.retry("see whether the machine is overloaded")),
            rule(
                    HostKeyMismatchException.class,
                    e -> Verdict.incident(
                            "find out which machine answers there; if it was replaced on purpose, remove the"
                                    + " node with: ohmykube delete " + e.node() + " --force")),
            rule(
                    LoginRefusedException.class,
                    e -> Verdict.incident("see that the machine accepts the cluster's key for that user")),
            rule(
                    UnfitKernelException.class,
                    e -> Verdict.incident(
                            "mend the kernel and go on with: ohmykube resume; or remove the cluster and make"
                                    + " it anew with another mode")),
            rule(CommandFailedException.class, ErrorTranslation::ofCommand),
            rule(RemoteException.class, e -> Verdict.retry("see that the machine works")),
            rule(
                    ApiUnavailableException.class,
                    e -> Verdict.incident(
                            "see why the API server does not answer, on the control plane with: crictl ps,"
                                    + " journalctl -u kubelet")),
            rule(
                    NotReadyException.class,
                    e -> Verdict.incident("look at what is not ready, for example with: kubectl describe")),
            rule(CacheException.class, e -> ofCache(e.kind())),
            rule(LauncherException.class, e -> Verdict.incident("mend what the launcher complains about")),
            rule(InvalidClusterException.class, e -> Verdict.incident("correct what is wanted of the cluster")),
            rule(KubeconfigException.class, e -> Verdict.incident("")),
            rule(IllegalArgumentException.class, e -> Verdict.incident("correct what is wanted of the cluster")),
            rule(UncheckedIOException.class, e -> Verdict.incident("see to the disk and the permissions on this host")),
            rule(IOException.class, e -> Verdict.incident("see to the disk and the permissions on this host")),
            rule(
                    MissingVariableException.class,
                    e -> Verdict.incident("if the process is yours, the step does not belong there: mend the file, give"
                            + " this run up with 'ohmykube process cancel', which keeps what it made, and begin again;"
                            + " if it is ours, please report it")),
            rule(ProcessEngineException.class, e -> Verdict.retry("")),
            rule(Throwable.class, e -> Verdict.incident("this is a defect of OhMyKube: please report it")));

    private ErrorTranslation() {}

    static Verdict of(Throwable failure) {
        if (isInterruption(failure)) {
            return new Verdict(Verdict.Reaction.CANCEL, "");
        }
        if (isOutOfSpace(failure)) {
            return Verdict.incident("make room on that disk");
        }
        return RULES.stream()
                .filter(rule -> rule.type().isInstance(failure))
                .findFirst()
                .orElseThrow()
                .verdict()
                .apply(failure);
    }

    /** What went wrong, with causes that the message does not repeat. */
    static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder(own(failure));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            String more = cause.getMessage();
            if (more != null && text.indexOf(more) < 0 && !(failure instanceof NotReadyException)) {
                text.append(": ").append(more);
            }
        }
        return text.toString();
    }

    private static String own(Throwable failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        return failure.getClass().getName().startsWith("io.ohmykube.")
                ? message
                : failure.getClass().getSimpleName() + ": " + message;
    }

    private static Verdict ofCommand(CommandFailedException e) {
        if (e.stderrTail().contains(EXPIRED)) {
            return Verdict.incident(
                    "see that the clocks of this host and of the nodes are right; where the certificates"
                            + " have expired indeed, renew them on the control plane with: kubeadm certs renew all, then restart"
                            + " the pods in /etc/kubernetes/manifests and the kubelet");
        }
        return Verdict.retry("the log holds all that the command printed");
    }

    private static Verdict ofCache(CacheException.Kind kind) {
        return switch (kind) {
            case UNAVAILABLE ->
                Verdict.retry("check the network, or name a source that can be reached with --mirror (packages and"
                        + " manifests) or --registry-mirror (images)");
            case NOT_FOUND -> Verdict.incident("check the version that was asked for, and the mirror if there is one");
            case CHECKSUM_MISMATCH ->
                Verdict.incident("the source or mirror gives other bytes than were published:"
                        + " mend it or name another with --mirror");
            case STORAGE -> Verdict.incident("make room for the cache, or give it permission");
            case INVALID -> Verdict.incident("correct what is wanted of the cluster");
        };
    }

    private static boolean isInterruption(Throwable failure) {
        if (Thread.currentThread().isInterrupted()) {
            return true;
        }
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof InterruptedException
                    || t instanceof ClosedByInterruptException
                    || (t instanceof InterruptedIOException && !(t instanceof java.net.SocketTimeoutException))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOutOfSpace(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            String message = t.getMessage();
            if (message != null && message.contains(NO_SPACE)) {
                return true;
            }
        }
        return false;
    }

    private static <T extends Throwable> Rule rule(Class<T> type, Function<T, Verdict> verdict) {
        return new Rule(type, failure -> verdict.apply(type.cast(failure)));
    }

    private record Rule(Class<? extends Throwable> type, Function<Throwable, Verdict> verdict) {}
}
