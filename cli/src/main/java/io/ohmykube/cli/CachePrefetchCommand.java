package io.ohmykube.cli;

import io.ohmykube.addons.YamlManifests;
import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.Cache;
import io.ohmykube.cache.CacheOptions;
import io.ohmykube.cache.Caches;
import io.ohmykube.cache.PackageRequest;
import io.ohmykube.cache.Progress;
import io.ohmykube.cache.source.HelmCharts;
import io.ohmykube.cache.source.HostImages;
import io.ohmykube.cache.source.HostRuntime;
import io.ohmykube.cache.source.Programs;
import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.cli.view.TransferView;
import io.ohmykube.config.Cluster;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "prefetch",
        description = {
            "Fetch into the cache what clusters will need, so that they are made without waiting or without internet.",
            "Without options: what a default cluster needs. All options but --arch and --values may be given several"
                    + " times."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube cache prefetch --k8s-version v1.33.0 --arch amd64,arm64",
            "  ohmykube cache prefetch -f cluster.yaml --docker shop/cart:1.4",
            "  ohmykube cache prefetch --helm 'https://charts.example.com shop' --values shop.yaml"
        })
final class CachePrefetchCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Mixin
    private final SourceOptions sources = new SourceOptions();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "what this cluster needs")
    @Nullable
    Path file;

    @Option(
            names = "--k8s-version",
            paramLabel = "VERSION",
            description = "what a default cluster of this version needs")
    @Nullable
    String version;

    @Option(
            names = "--arch",
            paramLabel = "ARCH",
            split = ",",
            description = "amd64, arm64 or both, with a comma (default: this computer's)")
    private List<String> arch = List.of();

    @Option(names = "--package", paramLabel = "NAME[@VERSION]", description = "a package, such as helm")
    private List<String> packages = List.of();

    @Option(names = "--image", paramLabel = "REF", description = "an image from its registry")
    private List<String> images = List.of();

    @Option(names = "--docker", paramLabel = "REF", description = "an image that Docker has here")
    private List<String> docker = List.of();

    @Option(names = "--podman", paramLabel = "REF", description = "an image that Podman has here")
    private List<String> podman = List.of();

    @Option(names = "--nerdctl", paramLabel = "REF", description = "an image that containerd has here")
    private List<String> nerdctl = List.of();

    @Option(
            names = "--tar",
            paramLabel = "FILE",
            description = "the images of what docker save or the like has written")
    private List<Path> tars = List.of();

    @Option(
            names = "--helm",
            paramLabel = "CHART[@VERSION]",
            description = "the images of a chart: directory, .tgz, oci://, URL or 'REPOSITORY-URL NAME'")
    private List<String> charts = List.of();

    @Option(names = "--values", paramLabel = "FILE", description = "values for the charts")
    private List<Path> values = List.of();

    @Option(names = "--manifest", paramLabel = "URL|FILE", description = "a manifest and its images")
    private List<String> manifests = List.of();

    @Option(names = "--kubeadm", paramLabel = "VERSION", description = "the images of this Kubernetes version")
    private List<String> kubeadm = List.of();

    CachePrefetchCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    @Override
    public Integer call() {
        try (TransferView view = new TransferView(session.terminal(), session.options().quiet, session.clock())) {
            Prefetch fetched = fetch(view);
            view.finish();
            new PrefetchReport(fetched).print(session);
            return ExitCode.DONE;
        }
    }

    private Prefetch fetch(Progress progress) {
        CacheOptions options = sources.cacheOptions(session.environment());
        Cache cache = Caches.in(session.home(), options, progress);
        List<Architecture> architectures = architectures();
        Prefetch prefetch = new Prefetch(cache, new YamlManifests(), architectures);
        Programs programs = new Programs(session.environment());
        try (Wiring wiring = operations.wiring(sources)) {
            String kubernetes = wanted()
                    ? cluster(cache, prefetch, wiring)
                    : wiring.catalogue().newestKnown();
            prefetch.packages(requests(wiring, architectures, kubernetes));
            prefetch.images(images);
            for (String chosen : kubeadm) {
                prefetch.images(wiring.catalogue().controlPlaneImages(chosen));
                prefetch.images(wiring.catalogue().workerImages(chosen));
            }
            manifests.forEach(source -> prefetch.imagesOf(text(prefetch, source)));
            HelmCharts helm =
                    new HelmCharts(programs, cache, here -> wiring.catalogue().packageFor("helm", kubernetes, here));
            for (String chart : charts) {
                if (options.offline() && !Files.exists(Path.of(chart))) {
                    throw ExitException.failed(
                            "the chart " + chart + " is not on this computer, and --offline was given");
                }
                prefetch.imagesOf(helm.template(chart, values, kubernetes));
            }
        }
        for (Architecture architecture : architectures) {
            HostImages host = new HostImages(cache, programs, architecture, false);
            Stream.of(
                            Map.entry(HostRuntime.DOCKER, docker),
                            Map.entry(HostRuntime.PODMAN, podman),
                            Map.entry(HostRuntime.NERDCTL, nerdctl))
                    .forEach(from -> from.getValue()
                            .forEach(reference -> prefetch.keep(
                                    host.from(from.getKey(), reference).image(), architecture)));
            tars.forEach(
                    tar -> host.fromFile(tar, List.of()).forEach(taken -> prefetch.keep(taken.image(), architecture)));
        }
        return prefetch;
    }

    /** Whether a whole cluster is meant. */
    private boolean wanted() {
        return file != null
                || version != null
                || Stream.of(packages, images, docker, podman, nerdctl, tars, charts, manifests, kubeadm)
                        .allMatch(List::isEmpty);
    }

    /** Fetches what the cluster needs, and returns its Kubernetes version. */
    private String cluster(Cache cache, Prefetch prefetch, Wiring wiring) {
        UpOptions asked = new UpOptions();
        asked.file = file;
        asked.version = version;
        Cluster cluster =
                asked.request(session.directory()).create(session.cluster(), NewCluster.validator(wiring, true));
        String settled = cluster.spec().version() == null
                ? cache.latestStable()
                : cluster.spec().version();
        prefetch.cluster(cluster.withSpec(cluster.spec().withVersion(settled)), wiring.needs());
        return settled;
    }

    private List<Architecture> architectures() {
        if (arch.isEmpty()) {
            return List.of(Host.architecture());
        }
        try {
            return arch.stream().map(Architecture::of).distinct().toList();
        } catch (IllegalArgumentException unknown) {
            throw ExitException.badInput("--arch: " + unknown.getMessage());
        }
    }

    private List<PackageRequest> requests(Wiring wiring, List<Architecture> architectures, String kubernetes) {
        List<PackageRequest> requests = new ArrayList<>();
        for (String text : packages) {
            int at = text.indexOf('@');
            String name = at < 0 ? text : text.substring(0, at);
            for (Architecture architecture : architectures) {
                PackageRequest newest = wiring.catalogue().packageFor(name, kubernetes, architecture);
                requests.add(at < 0 ? newest : new PackageRequest(name, text.substring(at + 1), architecture));
            }
        }
        return requests;
    }

    private static String text(Prefetch prefetch, String source) {
        Path path = source.contains("://") ? null : Path.of(source);
        try {
            return path == null ? prefetch.manifest(URI.create(source)) : Files.readString(path);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw ExitException.badInput("--manifest " + source + " cannot be read: " + unreadable.getMessage());
        }
    }
}
