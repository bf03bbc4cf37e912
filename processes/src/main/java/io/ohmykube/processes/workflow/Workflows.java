package io.ohmykube.processes.workflow;

import io.ohmykube.config.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The processes of users: in the home directory for all their clusters, in a workspace for those that are worked on there.
 * All methods throw {@link UncheckedIOException} where files cannot be read or written.
 */
public final class Workflows {
    private static final String RECORD = "applied.json";
    private static final String ASIDE = "removed";

    private final Path home;
    private final @Nullable Path workspace;
    private final AppliedFiles applied;

    /**
     * @param home the directory of the home directory; need not exist
     * @param workspace the one of the workspace; null where there is no workspace
     */
    public Workflows(Path home, @Nullable Path workspace) {
        this.home = home;
        this.workspace = workspace;
        this.applied = new AppliedFiles(home.resolve(RECORD));
    }

    /** What runs begin with now. It may have problems: users change files as they like. */
    public Workflow current() {
        List<WorkflowFile> found = new ArrayList<>(in(home, WorkflowFile.Origin.HOME));
        if (workspace != null) {
            found.addAll(in(workspace, WorkflowFile.Origin.WORKSPACE));
        }
        return Workflow.builtIn()
                .with(found, found.stream().filter(this::mayRunCode).toList());
    }

    /**
     * Reads files that are to be looked at, as if they were applied.
     *
     * @param paths files, or directories all of whose processes are meant
     * @throws IllegalArgumentException if one of them is no process
     */
    public List<WorkflowFile> read(List<Path> paths) {
        return paths.stream()
                .flatMap(path -> Files.isDirectory(path)
                        ? in(path, WorkflowFile.Origin.HOME).stream()
                        : Stream.of(WorkflowFile.read(path, WorkflowFile.Origin.HOME)))
                .toList();
    }

    /** What runs would begin with, were those files applied. */
    public Workflow with(List<WorkflowFile> files, boolean scripts) {
        return current()
                .with(
                        files,
                        files.stream()
                                .filter(file -> scripts || mayRunCode(file))
                                .toList());
    }

    /**
     * Has new runs begin with that file. A run that is under way keeps what it began with.
     *
     * @param scripts whether it may run any code
     * @return where it is kept
     */
    public Path apply(WorkflowFile file, boolean scripts) {
        String replaced =
                BuiltInProcesses.find(file.process()).map(WorkflowFile::sha256).orElse(null);
        applied.note(file, new Applied(replaced, scripts || mayRunCode(file)));
        Path target = home.resolve(file.name());
        try {
            AtomicFile.write(target, out -> out.write(file.content()));
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + target, e);
        }
    }

    /**
     * Has new runs begin with ours again.
     *
     * @return where the user's file is kept now; nothing where there is none in the home directory
     */
    public Optional<Path> reset(String process) {
        Path file = home.resolve(process + WorkflowFile.SUFFIX);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Path aside = home.resolve(ASIDE);
            AtomicFile.createDirectories(aside);
            Path kept = aside.resolve(file.getFileName());
            for (int number = 2; Files.exists(kept); number++) {
                kept = aside.resolve(process + "-" + number + WorkflowFile.SUFFIX);
            }
            return Optional.of(Files.move(file, kept));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot move " + file, e);
        }
    }

    /** The processes of the user in the home directory. */
    public List<String> mine() {
        return in(home, WorkflowFile.Origin.HOME).stream()
                .map(WorkflowFile::process)
                .toList();
    }

    /** Whether ours has changed since that file was applied in its place: what is new in ours is missing in it. */
    public boolean isOutdated(WorkflowFile file) {
        Optional<String> then = applied.of(file).map(Applied::replaced);
        Optional<String> now = BuiltInProcesses.find(file.process()).map(WorkflowFile::sha256);
        return then.isPresent() && now.isPresent() && !then.equals(now);
    }

    private boolean mayRunCode(WorkflowFile file) {
        return applied.of(file).filter(Applied::scripts).isPresent();
    }

    private static List<WorkflowFile> in(Path directory, WorkflowFile.Origin origin) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(path -> WorkflowFile.isProcess(path) && Files.isRegularFile(path))
                    .sorted()
                    .map(path -> WorkflowFile.read(path, origin))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory, e);
        }
    }
}
