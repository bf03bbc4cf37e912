package io.ohmykube.cli;

import io.ohmykube.cache.CacheException;
import io.ohmykube.cache.ImageNames;
import io.ohmykube.cache.source.HostImages;
import io.ohmykube.cache.source.HostImages.Taken;
import io.ohmykube.cache.source.HostRuntime;
import io.ohmykube.cache.source.Programs;
import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.config.Cluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "load",
        description = {
            "Bring images to the nodes, so that pods use them without pulling.",
            "Without --runtime an image is taken from the first of podman, docker and nerdctl that has it, else from its"
                    + " registry. Without --nodes all nodes get it, also those that are added later."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ohmykube load shop/cart:1.4", "  ohmykube load --tar images.tar.gz --nodes ohmykube-worker-1"})
final class LoadCommand implements Callable<Integer> {
    /** What a process keeps in one variable. */
    private static final int LONGEST = 3500;

    private final Session session;
    private final Operations operations;

    @Mixin
    private final SourceOptions sources = new SourceOptions();

    @Parameters(arity = "0..*", paramLabel = "IMAGE", description = "images, by the names that pods have for them")
    private List<String> images = List.of();

    @Option(names = "--runtime", paramLabel = "NAME", description = "take them from docker, podman or nerdctl")
    @Nullable
    String runtime;

    @Option(
            names = "--tar",
            paramLabel = "FILE",
            description = "take them from what docker save or the like has written")
    @Nullable
    Path tar;

    @Option(names = "--nodes", paramLabel = "NODE", split = ",", description = "bring them to these nodes only")
    private List<String> nodes = List.of();

    @Option(names = "--skip-arch-check", description = "also images made for another processor architecture")
    private boolean skipArchCheck;

    LoadCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        operations.requireUsableOptions();
        Cluster cluster = session.existingCluster();
        AtRest.refuse(cluster);
        Set<String> wanted = new LinkedHashSet<>(nodes);
        wanted.forEach(node -> require(cluster, node));
        @Nullable HostRuntime from = ImageOptions.runtime(runtime);
        check(from);
        try (Wiring wiring = operations.wiring(sources)) {
            HostImages host = new HostImages(
                    wiring.cache(cluster.spec().launcher()),
                    new Programs(session.environment()),
                    Host.architecture(),
                    skipArchCheck);
            List<String> names = new ArrayList<>();
            for (Taken taken : take(host, from)) {
                names.add(taken.image().reference());
                ImageOptions.tell(session, taken);
            }
            if (String.join("   ", names).length() > LONGEST) {
                throw ExitException.badInput("these are too many images at once; load them in several steps");
            }
            LoadPlan plan =
                    new LoadPlan(session.store(), cluster.name(), names, List.copyOf(wanted), session.options());
            return operations.run(plan, cluster.name(), wiring);
        }
    }

    private void check(@Nullable HostRuntime from) {
        if (images.isEmpty() && tar == null) {
            throw ExitException.badInput("name an image, or a file with --tar");
        }
        if (from != null && tar != null) {
            throw ExitException.badInput("--runtime and --tar: an image comes from one of them");
        }
        for (String image : images) {
            try {
                ImageNames.full(image);
            } catch (CacheException malformed) {
                throw ExitException.badInput(malformed.getMessage());
            }
        }
    }

    private List<Taken> take(HostImages host, @Nullable HostRuntime from) {
        Path file = tar;
        if (file != null) {
            return host.fromFile(file, images);
        }
        return images.stream()
                .distinct()
                .map(image -> from == null ? host.first(image) : host.from(from, image))
                .toList();
    }

    private static void require(Cluster cluster, String node) {
        if (cluster.node(node).isEmpty()) {
            throw ExitException.badInput("cluster '" + cluster.name() + "' has no node '" + node + "'; it has "
                    + String.join(", ", Headings.names(cluster)));
        }
    }
}
