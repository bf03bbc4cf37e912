package io.ohmykube.cache.source;

import com.github.luben.zstd.ZstdInputStream;
import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.Cache;
import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.CacheException.Kind;
import io.ohmykube.cache.PackageRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Has charts rendered by Helm: the host's, or else the cached package, unpacked for the occasion. */
public final class HelmCharts {
    private final Programs programs;
    private final Cache cache;
    private final Function<Architecture, PackageRequest> helm;

    /** @param helm the package to take where the host has no Helm */
    public HelmCharts(Programs programs, Cache cache, Function<Architecture, PackageRequest> helm) {
        this.programs = programs;
        this.cache = cache;
        this.helm = helm;
    }

    /**
     * The manifests that the chart makes.
     *
     * @param chart a directory, a {@code .tgz}, an {@code oci://} or another URL, or {@code REPOSITORY-URL NAME}; with
     *     {@code @VERSION} where it is not a file
     * @param values files with values, the last counting most
     * @param kubernetesVersion that the chart is to be made for
     * @throws CacheException with Helm's own message if it fails
     */
    public String template(String chart, List<Path> values, String kubernetesVersion) {
        List<String> arguments = arguments(chart, values, kubernetesVersion);
        return programs.find("helm")
                .map(program -> run(program, chart, arguments))
                .orElseGet(() -> unpacked(program -> run(program, chart, arguments)));
    }

    private String run(Path program, String chart, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        Programs.Output output = programs.run(command);
        if (!output.ok()) {
            throw new CacheException(Kind.NOT_FOUND, "helm cannot render " + chart + ": " + output.message(), null);
        }
        return output.out();
    }

    static List<String> arguments(String chart, List<Path> values, String kubernetesVersion) {
        List<String> arguments = new ArrayList<>(List.of("template", "prefetch"));
        String[] parts = chart.strip().split("\\s+", -1);
        String name = parts[parts.length - 1];
        if (parts.length > 2 || name.isEmpty() || name.startsWith("-") || parts[0].startsWith("-")) {
            throw new CacheException(
                    Kind.INVALID,
                    "'" + chart + "' is not a chart; name a directory, a file, a URL or 'REPOSITORY NAME'",
                    null);
        }
        int at = Files.exists(Path.of(name)) ? -1 : name.lastIndexOf('@');
        arguments.add(at < 0 ? name : name.substring(0, at));
        if (parts.length == 2) {
            arguments.addAll(List.of("--repo", parts[0]));
        }
        if (at >= 0) {
            arguments.addAll(List.of("--version", name.substring(at + 1)));
        }
        values.forEach(file -> arguments.addAll(List.of("--values", file.toString())));
        arguments.addAll(List.of("--include-crds", "--kube-version", kubernetesVersion));
        return List.copyOf(arguments);
    }

    private String unpacked(Function<Path, String> work) {
        Path archive = cache.ensurePackage(helm.apply(Architecture.of(System.getProperty("os.arch"))))
                .archive();
        return inDirectory(directory -> {
            Path program = directory.resolve("helm");
            unpack(archive, program);
            return work.apply(program);
        });
    }

    private static String inDirectory(Function<Path, String> work) {
        Path directory = tried(() -> Files.createTempDirectory("ohmykube-helm-"));
        try {
            return work.apply(directory);
        } finally {
            tried(() -> Files.deleteIfExists(directory.resolve("helm")));
            tried(() -> Files.deleteIfExists(directory));
        }
    }

    private static void unpack(Path archive, Path program) {
        try (InputStream file = Files.newInputStream(archive);
                TarArchiveInputStream tar = new TarArchiveInputStream(new ZstdInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile() && entry.getName().endsWith("/helm")) {
                    Files.copy(tar, program);
                    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
                    return;
                }
            }
        } catch (IOException cause) {
            throw new CacheException(Kind.STORAGE, "cannot unpack " + archive + ": " + cause, cause);
        }
        throw new CacheException(Kind.INVALID, archive + " holds no helm", null);
    }

    private interface Attempt<T> {
        T make() throws IOException;
    }

    private static <T> T tried(Attempt<T> attempt) {
        try {
            return attempt.make();
        } catch (IOException cause) {
            throw new CacheException(Kind.STORAGE, "cannot use the directory for temporary files: " + cause, cause);
        }
    }
}
