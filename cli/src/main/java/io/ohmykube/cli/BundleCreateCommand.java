package io.ohmykube.cli;

import io.ohmykube.cache.Architecture;
import io.ohmykube.cache.Cache;
import io.ohmykube.cache.CacheOptions;
import io.ohmykube.cache.Caches;
import io.ohmykube.cache.bundle.BundleContents;
import io.ohmykube.cache.bundle.BundleSummary;
import io.ohmykube.cache.bundle.Bundles;
import io.ohmykube.cli.operation.Interrupts;
import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.cli.view.TransferView;
import io.ohmykube.config.Cluster;
import io.ohmykube.launcher.Launcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "create",
        description = {
            "Write a file with all that a cluster needs: packages, manifests, images and the node image.",
            "What the cache lacks is fetched first. Takes the options of 'up'; -o FILE says where to write."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ohmykube bundle create -o kube.bundle.tar.zst",
            "  ohmykube bundle create -f cluster.yaml --arch both -o kube.bundle.tar.zst"
        })
final class BundleCreateCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;
    private final Interrupts interrupts;

    @Mixin
    private final UpOptions wanted = new UpOptions();

    @Mixin
    private final SourceOptions sources = new SourceOptions();

    @Option(names = "--arch", paramLabel = "ARCH", description = "amd64, arm64 or both (default: this computer's)")
    @Nullable
    String arch;

    @Option(names = "--without-node-image", description = "leave out what machines are made of")
    private boolean withoutNodeImage;

    private @Nullable Path file;

    BundleCreateCommand(Session session, Operations operations, Interrupts interrupts) {
        this.session = session;
        this.operations = operations;
        this.interrupts = interrupts;
    }

    void writeTo(Path named) {
        file = named;
    }

    @Override
    public Integer call() {
        if (file == null) {
            throw ExitException.badInput("-o FILE is missing: where to write the bundle");
        }
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(target)) {
            throw ExitException.badInput("-o " + file + ": no file can be written there");
        }
        List<Architecture> architectures = architectures();
        return Interruptibly.run(
                session,
                interrupts,
                "creating " + file + " was interrupted; nothing was written, and what was fetched stays in the cache",
                () -> create(target, folder, architectures));
    }

    private int create(Path target, Path folder, List<Architecture> architectures) {
        try (Wiring wiring = operations.wiring(sources);
                Scratch scratch = Scratch.in(folder);
                TransferView view = new TransferView(session.terminal(), session.options().quiet, session.clock())) {
            CacheOptions options = sources.cacheOptions(session.environment());
            Cache cache = Caches.in(session.home(), options, view);
            Cluster asked =
                    wanted.request(session.directory()).create(session.cluster(), NewCluster.validator(wiring, true));
            Cluster cluster = asked.withSpec(
                    asked.spec().withVersion(new VersionChoice(session, wiring).settle(asked, "", cache)));
            BundleNeeds needs = new BundleNeeds(wiring.needs(), cache);
            needs.fetch(cluster, architectures);
            Map<String, Path> nodeImages = nodeImages(cluster, wiring, architectures, scratch.directory());
            BundleSummary summary = new Bundles(session.home(), view)
                    .create(
                            target,
                            new BundleContents(
                                    needs.version(cluster),
                                    architectures,
                                    needs.filter(cluster, architectures),
                                    nodeImages));
            view.finish();
            BundleText.print(session, target, "is written", summary);
            return ExitCode.DONE;
        }
    }

    private List<Architecture> architectures() {
        if (arch == null) {
            return List.of(Host.architecture());
        }
        if (arch.equals("both")) {
            return List.of(Architecture.AMD64, Architecture.ARM64);
        }
        try {
            return List.of(Architecture.of(arch));
        } catch (IllegalArgumentException unknown) {
            throw ExitException.badInput("--arch: '" + arch + "' is none; there are amd64, arm64 and both");
        }
    }

    /** Of this computer's architecture only: nothing else can be built or run here. */
    private Map<String, Path> nodeImages(
            Cluster cluster, Wiring wiring, List<Architecture> architectures, Path directory) {
        Map<String, Path> images = new LinkedHashMap<>();
        String chosen = cluster.spec().launcher();
        if (withoutNodeImage) {
            return images;
        }
        if (!architectures.contains(Host.architecture())) {
            note("no node image is in it: this computer is of another architecture");
            return images;
        }
        for (Launcher launcher : wiring.launchers().all()) {
            boolean meant = chosen == null
                    ? launcher.chosenByDefault()
                    : launcher.name().equals(chosen);
            if (meant && !launcher.availability().available()) {
                note("no node image of launcher " + launcher.name() + " is in it: "
                        + launcher.availability().problem());
            } else if (meant) {
                Path archive = directory.resolve(launcher.name() + ".tar");
                if (launcher.saveNodeImage(archive)) {
                    images.put(launcher.name(), archive);
                }
            }
        }
        return images;
    }

    private void note(String text) {
        session.terminal().err().println("warning: " + text);
    }
}
