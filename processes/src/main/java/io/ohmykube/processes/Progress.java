package io.ohmykube.processes;

import io.ohmykube.config.ClusterFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the newest run on a cluster is, as its own process wrote it down; reading it opens no engine.
 *
 * <p>A run that is {@code RUNNING} while nobody holds the cluster's {@link OperationLock} died, and can be resumed.
 *
 * @param ended null while it runs
 * @param steps in the order in which they first began
 */
public record Progress(Run run, Outcome.State state, @Nullable Instant ended, List<StepProgress> steps) {
    public Progress {
        steps = List.copyOf(steps);
    }

    /** Whether a run of that process has ended well and nothing has run since. */
    public static boolean isCompleted(ClusterFiles files, String process) {
        return read(files)
                .filter(newest -> newest.run().process().equals(process) && newest.state() == Outcome.State.COMPLETED)
                .isPresent();
    }

    /** Empty where no run was ever started. Throws {@link UncheckedIOException} when the file cannot be read. */
    public static Optional<Progress> read(ClusterFiles files) {
        try {
            return Optional.of(ProgressJson.parse(Files.readString(files.progress())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the progress cannot be read: " + files.progress(), e);
        }
    }
}
