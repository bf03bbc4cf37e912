package io.ohmykube.workers.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.cache.CacheException;
import io.ohmykube.config.InvalidClusterException;
import io.ohmykube.launcher.CommandFailedException;
import io.ohmykube.launcher.CommandTimedOutException;
import io.ohmykube.launcher.HostKeyMismatchException;
import io.ohmykube.launcher.LauncherException;
import io.ohmykube.launcher.LoginRefusedException;
import io.ohmykube.launcher.UnreachableException;
import io.ohmykube.workers.contract.ErrorCodes;
import io.ohmykube.workers.contract.PermanentStepException;
import io.ohmykube.workers.delegate.Verdict.Reaction;
import io.ohmykube.workers.kubectl.ApiUnavailableException;
import io.ohmykube.workers.kubectl.NotReadyException;
import io.ohmykube.workers.node.UnfitKernelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ErrorTranslationTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new UnreachableException("n", "refused", null), Reaction.RETRY),
                Arguments.of(new CommandTimedOutException("n", "apt", Duration.ofSeconds(1)), Reaction.RETRY),
                Arguments.of(failed("exit status 1"), Reaction.RETRY),
                Arguments.of(new ApiUnavailableException("n", "503", null), Reaction.INCIDENT),
                Arguments.of(cache(CacheException.Kind.UNAVAILABLE), Reaction.RETRY),
                Arguments.of(new TransientStepException("again", null), Reaction.RETRY),
                Arguments.of(RepairableException.failed(ErrorCodes.KUBEADM_INCOMPLETE, "half", null), Reaction.REPAIR),
                Arguments.of(cache(CacheException.Kind.CHECKSUM_MISMATCH), Reaction.INCIDENT),
                Arguments.of(cache(CacheException.Kind.NOT_FOUND), Reaction.INCIDENT),
                Arguments.of(cache(CacheException.Kind.STORAGE), Reaction.INCIDENT),
                Arguments.of(cache(CacheException.Kind.INVALID), Reaction.INCIDENT),
                Arguments.of(new HostKeyMismatchException("n", "another key"), Reaction.INCIDENT),
                Arguments.of(new LoginRefusedException("n", "no", null), Reaction.INCIDENT),
                Arguments.of(new LauncherException("no memory"), Reaction.INCIDENT),
                Arguments.of(new InvalidClusterException("spec", "bad"), Reaction.INCIDENT),
                Arguments.of(new NotReadyException("pods", new IOException()), Reaction.INCIDENT),
                Arguments.of(new PermanentStepException("no", null), Reaction.INCIDENT),
                Arguments.of(new UnfitKernelException("n: no ip_vs", null), Reaction.INCIDENT),
                Arguments.of(new UncheckedIOException(new IOException("read-only")), Reaction.INCIDENT),
                Arguments.of(failed("tar: write error: No space left on device"), Reaction.INCIDENT),
                Arguments.of(
                        RepairableException.failed(
                                ErrorCodes.KUBEADM_INCOMPLETE, "init", failed("No space left on device")),
                        Reaction.INCIDENT),
                Arguments.of(new IllegalStateException("bug"), Reaction.INCIDENT),
                Arguments.of(new StackOverflowError(), Reaction.INCIDENT),
                Arguments.of(new InterruptedException(), Reaction.CANCEL),
                Arguments.of(new IllegalStateException("waiting", new InterruptedException()), Reaction.CANCEL));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void knowsWhatAFailureMeans(Throwable failure, Reaction reaction) {
        assertThat(ErrorTranslation.of(failure).reaction()).isEqualTo(reaction);
    }

    @Test
    void namesTheMirrorWhereTheNetworkIsMissing() {
        assertThat(ErrorTranslation.of(cache(CacheException.Kind.UNAVAILABLE)).remedy())
                .contains("--mirror", "--registry-mirror");
    }

    @Test
    void addsCausesThatTheMessageDoesNotRepeat() {
        IOException broken = new IOException("Broken pipe");
        assertThat(ErrorTranslation.describe(new LauncherException("podman run failed", broken)))
                .isEqualTo("podman run failed: Broken pipe");
        assertThat(ErrorTranslation.describe(new LauncherException("failed: Broken pipe", broken)))
                .isEqualTo("failed: Broken pipe");
    }

    private static CommandFailedException failed(String stderr) {
        return new CommandFailedException("n", "tar", 1, stderr, Path.of("n.log"));
    }

    private static CacheException cache(CacheException.Kind kind) {
        return new CacheException(kind, "https://example.org/x", null);
    }
}
