package io.ohmykube.launcher.lima;

import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.LauncherContract;
import io.ohmykube.launcher.TestHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

/** The contract of launchers, on a simulated Lima of one version. */
abstract class LimaContract extends LauncherContract {
    private static final List<FakeLima> ALL = new ArrayList<>();

    abstract String version();

    @Override
    protected final Launcher launcher(TestHome made) {
        try {
            FakeLima lima = new FakeLima(directory, version());
            ALL.add(lima);
            LimaHost host = new LimaHost(Path.of("/"), "linux", "amd64", "ada", List.of(lima.bin()));
            return new LimaLauncher(made.home(), host);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not after each test: the contract removes what is left after the test, and needs Lima for that. */
    @AfterAll
    static void endAll() throws IOException {
        for (FakeLima lima : ALL) {
            lima.close();
        }
        ALL.clear();
    }
}
