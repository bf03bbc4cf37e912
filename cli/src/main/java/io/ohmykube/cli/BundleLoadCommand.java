package io.ohmykube.cli;

import io.ohmykube.cache.bundle.Bundles;
import io.ohmykube.cli.operation.Interrupts;
import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.cli.view.TransferView;
import io.ohmykube.launcher.Launcher;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "load",
        description = {
            "Check a bundle and put what it holds into the cache, and its node image where machines are made.",
            "What is there already stays. Nothing of an unsound bundle is used."
        },
        footerHeading = "%nExample:%n",
        footer = "  ohmykube bundle load kube.bundle.tar.zst && ohmykube up --offline")
final class BundleLoadCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;
    private final Interrupts interrupts;

    @Parameters(paramLabel = "FILE", description = "what bundle create wrote")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    BundleLoadCommand(Session session, Operations operations, Interrupts interrupts) {
        this.session = session;
        this.operations = operations;
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() {
        return Interruptibly.run(
                session,
                interrupts,
                "loading " + file + " was interrupted; load it again, and what is there already stays",
                this::load);
    }

    private int load() {
        Path incoming = session.home().cache().resolve("images").resolve("incoming");
        try (Scratch scratch = Scratch.in(incoming);
                TransferView view = new TransferView(session.terminal(), session.options().quiet, session.clock())) {
            Bundles.Loaded loaded = new Bundles(session.home(), view).load(file, scratch.directory());
            view.finish();
            loadNodeImages(loaded.nodeImages());
            String done = loaded.summary().added() == 0 ? "was loaded before" : "is loaded";
            BundleText.print(session, file, done, loaded.summary());
        }
        return ExitCode.DONE;
    }

    private void loadNodeImages(Map<String, Path> images) {
        try (Wiring wiring = operations.wiring(new SourceOptions())) {
            images.forEach((name, archive) -> {
                Optional<Launcher> launcher = wiring.launchers().find(name);
                if (launcher.isPresent() && launcher.get().availability().available()) {
                    launcher.get().loadNodeImage(archive);
                } else {
                    session.terminal()
                            .err()
                            .println("warning: its node image was not loaded: launcher " + name + " cannot be used here"
                                    + launcher.map(found ->
                                                    ": " + found.availability().problem())
                                            .orElse("")
                                    + "; load the bundle again once it can");
                }
            });
        }
    }
}
