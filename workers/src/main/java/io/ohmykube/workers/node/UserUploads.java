package io.ohmykube.workers.node;

import io.ohmykube.config.Upload;
import io.ohmykube.launcher.Content;
import io.ohmykube.launcher.Remote;
import io.ohmykube.workers.contract.PermanentStepException;
import io.ohmykube.workers.script.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Brings files and directories of the user's to a machine; what is there with the same content is not sent again. */
public final class UserUploads {
    /** More than these belong into an archive. */
    private static final int MOST = 2000;
    /** What fits into the arguments of one command. */
    private static final int AT_ONCE = 100;

    private static final String ROOT = "root";
    private static final Script PLACE = new Script("place-uploads");

    /** Symbolic links on this computer are followed. */
    public String bring(Remote remote, List<Upload> uploads) {
        Changes changes = new Changes();
        for (Upload upload : uploads) {
            List<Entry> entries = entries(upload);
            String owner = Objects.requireNonNullElse(upload.owner(), ROOT);
            // Directories first: what is put into them would else make them.
            place(remote, owner, entries.stream().filter(Entry::directory).toList(), changes);
            List<Entry> files =
                    entries.stream().filter(entry -> !entry.directory()).toList();
            send(remote, files, changes);
            place(remote, owner, files, changes);
        }
        return changes.summary();
    }

    /** @param mode octal, four digits */
    private record Entry(Path local, String remote, boolean directory, String mode) {}

    private static List<Entry> entries(Upload upload) {
        Path root = Path.of(upload.local());
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            for (Path path : tree.sorted().limit(MOST + 1L).toList()) {
                String below = root.relativize(path).toString();
                String remote = below.isEmpty() ? upload.remote() : upload.remote() + "/" + below;
                boolean directory = Files.isDirectory(path);
                String own = LocalFile.mode(path);
                String mode = directory || upload.mode() == null ? own : upload.mode();
                entries.add(new Entry(path, remote, directory, mode));
            }
        } catch (UncheckedIOException e) {
            throw LocalFile.unreadable(root, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw LocalFile.unreadable(root, e);
        }
        if (entries.size() > MOST) {
            throw new PermanentStepException(
                    upload.local() + " has more than " + MOST
                            + " files; upload an archive of them, and let a hook unpack it",
                    null);
        }
        return entries;
    }

    private static void send(Remote remote, List<Entry> files, Changes changes) {
        Set<String> there = new HashSet<>();
        for (List<Entry> some : parts(files)) {
            there.addAll(NodeFiles.sums(remote, some.stream().map(Entry::remote).toList()));
        }
        for (Entry file : files) {
            if (!there.contains(LocalFile.sha256(file.local()) + "  " + file.remote())) {
                remote.upload(Content.of(file.local()), file.remote(), file.mode());
                changes.add(List.of(file.remote()));
            }
        }
    }

    private static void place(Remote remote, String owner, List<Entry> entries, Changes changes) {
        for (List<Entry> some : parts(entries)) {
            List<String> arguments = new ArrayList<>(List.of(owner));
            some.forEach(
                    entry -> arguments.addAll(List.of(entry.directory() ? "d" : "f", entry.mode(), entry.remote())));
            changes.printed(
                    remote.execute(PLACE.with(arguments.toArray(String[]::new))).stdout());
        }
    }

    private static List<List<Entry>> parts(List<Entry> entries) {
        List<List<Entry>> parts = new ArrayList<>();
        for (int from = 0; from < entries.size(); from += AT_ONCE) {
            parts.add(entries.subList(from, Math.min(from + AT_ONCE, entries.size())));
        }
        return parts;
    }
}
