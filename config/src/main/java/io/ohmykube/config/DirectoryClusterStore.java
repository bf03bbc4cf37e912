package io.ohmykube.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Clusters as directories; what holds a {@code cluster.yaml} and has a cluster's name is one. */
final class DirectoryClusterStore implements ClusterStore {
    private final Home home;
    private final ChangeLock lock;

    DirectoryClusterStore(Home home) {
        this.home = home;
        this.lock = new ChangeLock(home);
    }

    @Override
    public List<String> names() {
        if (!Files.isDirectory(home.clusters())) {
            return List.of();
        }
        try (Stream<Path> directories = Files.list(home.clusters())) {
            return directories
                    .map(directory -> directory.getFileName().toString())
                    .filter(Names::isLabel)
                    .filter(name -> Files.isRegularFile(home.cluster(name).clusterYaml()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + home.clusters(), e);
        }
    }

    @Override
    public Optional<Cluster> find(String name) {
        Path file = files(name).clusterYaml();
        String text = read(file);
        if (text == null) {
            return Optional.empty();
        }
        Cluster cluster = ClusterYaml.read(text, file.toString());
        // A copied directory would otherwise act on the machines of the cluster it was copied from.
        if (!cluster.name().equals(name)) {
            throw new InvalidClusterException(
                    "metadata.name",
                    "'" + cluster.name() + "' stands in " + file + ", whose directory says '" + name + "'");
        }
        return Optional.of(cluster);
    }

    @Override
    public Cluster require(String name) {
        return find(name).orElseThrow(() -> missing(name));
    }

    @Override
    public void save(Cluster cluster) {
        lock.holding(cluster.name(), () -> {
            write(cluster);
            return cluster;
        });
    }

    @Override
    public Cluster update(String name, UnaryOperator<Cluster> change) {
        // Where there is none, not even a lock file is made.
        if (!Files.exists(files(name).clusterYaml())) {
            throw missing(name);
        }
        return lock.holding(name, () -> {
            Cluster changed = change.apply(require(name));
            if (!changed.name().equals(name)) {
                throw new IllegalArgumentException("the cluster '" + name + "' cannot become '" + changed.name() + "'");
            }
            write(changed);
            return changed;
        });
    }

    @Override
    public void remove(String name) {
        ClusterFiles files = files(name);
        if (!Files.exists(files.directory(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        lock.holding(name, () -> {
            delete(files);
            return name;
        });
    }

    @Override
    public ClusterFiles files(String name) {
        if (!Names.isLabel(name)) {
            throw new InvalidClusterException("metadata.name", Names.refusal(name));
        }
        return home.cluster(name);
    }

    private InvalidClusterException missing(String name) {
        List<String> names = names();
        return new InvalidClusterException(
                "cluster",
                "there is no cluster '" + name + "'; "
                        + (names.isEmpty()
                                ? "create it with: ohmykube up --name " + name
                                : "there is " + String.join(", ", names)));
    }

    private void write(Cluster cluster) {
        ClusterFiles files = files(cluster.name());
        try {
            AtomicFile.createDirectories(files.ssh());
            AtomicFile.createDirectories(files.logs());
            AtomicFile.write(files.clusterYaml(), ClusterYaml.write(cluster));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + files.clusterYaml(), e);
        }
    }

    private static @Nullable String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new InvalidClusterException(file.toString(), "cannot be read: " + e);
        }
    }

    /**
     * The file that makes a directory a cluster goes last, so that a removal that was cut short can be seen and repeated;
     * just before it the file that says that nothing else is left to remove.
     */
    private static void delete(ClusterFiles files) {
        Path directory = files.directory();
        List<Path> last = List.of(files.progress(), files.clusterYaml());
        try {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(directory);
                return;
            }
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (!last.contains(file)) {
                        Files.delete(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path done, @Nullable IOException failure) throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    if (done.equals(directory)) {
                        for (Path file : last) {
                            Files.deleteIfExists(file);
                        }
                    }
                    Files.delete(done);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory, e);
        }
    }
}
