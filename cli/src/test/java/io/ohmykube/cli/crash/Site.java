package io.ohmykube.cli.crash;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.config.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One directory in which a cluster lives and dies: the program's home, the user's kubeconfig, the victims' orders. */
record Site(Path directory) {
    Home home() {
        return new Home(directory.resolve("home"));
    }

    ClusterFiles cluster() {
        return home().cluster(Operation.CLUSTER);
    }

    Path kubeconfig() {
        return directory.resolve("kubeconfig");
    }

    Path output() {
        return directory.resolve("output");
    }

    Orders orders() {
        return new Orders(directory.resolve("orders"));
    }

    /** The events of the cluster, which stay here when the cluster is removed. */
    Path events() {
        return directory.resolve("events.jsonl");
    }

    /** Ties {@link #events} to the cluster's event log, once there is one. */
    void keepEvents() {
        try {
            if (Files.exists(cluster().events()) && !Files.exists(events())) {
                Files.createLink(events(), cluster().events());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the scenario of the simulated machines and returns its file. */
    Path scenario(List<String> lines) {
        try {
            Files.createDirectories(directory.resolve("orders"));
            String log = "commandLog: " + orders().commandLog() + "\n";
            return Files.writeString(directory.resolve("scenario.yaml"), log + String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy of the program's home and the user's kubeconfig, without events of earlier operations. */
    Site copy(Path to) {
        Site copy = new Site(to);
        copyTree(home().root(), copy.home().root());
        try {
            if (Files.exists(kubeconfig())) {
                Files.copy(kubeconfig(), copy.kubeconfig());
            }
            if (Files.exists(copy.cluster().events())) {
                Files.write(copy.cluster().events(), new byte[0]);
                copy.keepEvents();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    /** Copies all of it, with its events, which are tied to the cluster's again. */
    void copyAll(Site to) {
        copyTree(directory, to.directory());
        try {
            if (Files.exists(to.cluster().events())) {
                Files.deleteIfExists(to.events());
                to.keepEvents();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove() {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file; empty where there is none. */
    static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyTree(Path from, Path to) {
        try {
            Files.createDirectories(to);
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path found, BasicFileAttributes attributes)
                        throws IOException {
                    Path copy = to.resolve(from.relativize(found));
                    if (!Files.exists(copy)) {
                        Files.copy(found, copy, StandardCopyOption.COPY_ATTRIBUTES);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path found, BasicFileAttributes attributes) throws IOException {
                    Files.copy(
                            found,
                            to.resolve(from.relativize(found)),
                            StandardCopyOption.COPY_ATTRIBUTES,
                            LinkOption.NOFOLLOW_LINKS);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
