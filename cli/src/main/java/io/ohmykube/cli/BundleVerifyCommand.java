package io.ohmykube.cli;

import io.ohmykube.cache.bundle.Bundles;
import io.ohmykube.cli.view.TransferView;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        description = "Read a bundle through, compare every file in it with its checksum, and say what it holds.",
        footerHeading = "%nExample:%n",
        footer = "  ohmykube bundle verify kube.bundle.tar.zst")
final class BundleVerifyCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "FILE", description = "what bundle create wrote")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    BundleVerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (TransferView view = new TransferView(session.terminal(), session.options().quiet, session.clock())) {
            var summary = new Bundles(session.home(), view).verify(file);
            view.finish();
            BundleText.print(session, file, "is sound", summary);
        }
        return ExitCode.DONE;
    }
}
