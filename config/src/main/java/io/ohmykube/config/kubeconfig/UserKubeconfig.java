package io.ohmykube.config.kubeconfig;

import io.ohmykube.config.AtomicFile;
import io.ohmykube.config.Home;
import io.ohmykube.config.yaml.Yaml;
import io.ohmykube.config.yaml.YamlNode.Mapping;
import io.ohmykube.config.yaml.YamlNode.Scalar;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The user's own kubeconfig. Only entries of the cluster named are ever changed; the others keep their order and their
 * unknown fields, though comments are lost, as with kubectl. The file is replaced as a whole, 0600, under the lock that
 * kubectl takes too.
 */
public final class UserKubeconfig {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path file;
    private final Duration patience;

    UserKubeconfig(Path file, Duration patience) {
        this.file = file;
        this.patience = patience;
    }

    /** The first file of {@code $KUBECONFIG}, which is the one kubectl writes to, else {@code ~/.kube/config}. */
    public static UserKubeconfig of(Map<String, String> environment) {
        Path file = Arrays.stream(environment.getOrDefault("KUBECONFIG", "").split(File.pathSeparator, -1))
                .filter(entry -> !entry.isBlank())
                .findFirst()
                .map(Path::of)
                .orElseGet(() -> Home.ofUser(environment).resolve(".kube").resolve("config"));
        return new UserKubeconfig(file.toAbsolutePath(), PATIENCE);
    }

    public Path file() {
        return file;
    }

    /**
     * Adds the cluster or replaces what an earlier merge of it left, and makes its context the current one.
     *
     * @throws KubeconfigException if the file is malformed, locked, or has an entry of that name that is not ours
     */
    public void merge(Kubeconfig cluster) {
        change(config -> {
            refuseForeign(config, cluster.context());
            return cluster.mergeInto(config);
        });
    }

    /**
     * Removes what {@link #merge} left of that cluster. Nothing happens where there is nothing of it, or where the
     * context of that name is another's.
     *
     * @return whether anything was removed
     */
    public boolean remove(String cluster) {
        return Files.exists(file) && change(config -> without(config, cluster));
    }

    /** Whether {@link #merge} has left that cluster here; false also for a file that cannot be read. */
    public boolean has(String cluster) {
        try {
            return Files.exists(file) && isOurs(read(target()), cluster);
        } catch (IOException | KubeconfigException e) {
            return false;
        }
    }

    private static Mapping without(Mapping config, String cluster) {
        if (!isOurs(config, cluster)) {
            return config;
        }
        Mapping changed = Entries.CONTEXTS.remove(config, cluster);
        changed = Entries.CLUSTERS.remove(changed, cluster);
        changed = Entries.USERS.remove(changed, Kubeconfig.userOf(cluster));
        return cluster.equals(config.text("current-context"))
                ? changed.with("current-context", Scalar.text(""))
                : changed;
    }

    private void refuseForeign(Mapping config, String cluster) {
        boolean taken = Entries.CONTEXTS.find(config, cluster) != null
                || Entries.CLUSTERS.find(config, cluster) != null
                || Entries.USERS.find(config, Kubeconfig.userOf(cluster)) != null;
        if (taken && !isOurs(config, cluster)) {
            throw new KubeconfigException(
                    file + " has entries for another cluster called '" + cluster
                            + "' and was left as it is; the cluster's own kubeconfig can be used instead, or those entries be renamed");
        }
    }

    /** Ours are known by the pair of names that a context of ours joins, which a user may have taken away already. */
    private static boolean isOurs(Mapping config, String cluster) {
        Mapping context = Entries.CONTEXTS.find(config, cluster);
        if (context == null) {
            return Entries.CLUSTERS.find(config, cluster) != null
                    && Entries.USERS.find(config, Kubeconfig.userOf(cluster)) != null;
        }
        return cluster.equals(context.text("cluster"))
                && Kubeconfig.userOf(cluster).equals(context.text("user"));
    }

    private boolean change(UnaryOperator<Mapping> change) {
        try {
            Path target = target();
            AtomicFile.createDirectories(directoryOf(target));
            return new KubeconfigLock(file, patience).whileHeld(() -> {
                Mapping config = read(target);
                String changed = Yaml.write(change.apply(config));
                if (changed.equals(Yaml.write(config))) {
                    return false;
                }
                AtomicFile.write(target, changed);
                return true;
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot change " + file, e);
        }
    }

    private Mapping read(Path target) throws IOException {
        try {
            Mapping config = Kubeconfig.parse(Files.readString(target), file.toString());
            return config.entries().isEmpty() ? Kubeconfig.blank() : config;
        } catch (NoSuchFileException e) {
            return Kubeconfig.blank();
        }
    }

    /** Behind a link, as those who keep their settings elsewhere have it, the file is replaced and the link stays. */
    private Path target() throws IOException {
        if (!Files.isSymbolicLink(file)) {
            return file;
        }
        return Files.exists(file)
                ? file.toRealPath()
                : directoryOf(file).resolve(Files.readSymbolicLink(file)).normalize();
    }

    private static Path directoryOf(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new KubeconfigException(file + " is a directory");
        }
        return directory;
    }
}
