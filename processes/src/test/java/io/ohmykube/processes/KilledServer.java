package io.ohmykube.processes;

import io.ohmykube.config.ClusterFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process that makes many clusters in one engine and never comes back from a step of each, for a test that kills it. */
final class KilledServer {
    private KilledServer() {}

    /** The directory, and how many clusters. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        SharedEngine engine =
                SharedEngine.open(directory.resolve("server"), new FakeSteps().beans(), EngineOptions.forNodes(64));
        List<ClusterEngine> opened = new ArrayList<>();
        for (int n = 0; n < Integer.parseInt(arguments[1]); n++) {
            ClusterFiles files = new ClusterFiles(directory.resolve("c" + n));
            Files.createDirectories(files.directory());
            FakeSteps steps = new FakeSteps().when("configureRuntime", execution -> {
                if (!Files.exists(files.directory().resolve(KilledRun.MARK))) {
                    Files.createFile(files.directory().resolve(KilledRun.MARK));
                }
                new CountDownLatch(1).await();
            });
            Journal journal = Journal.open(files);
            ClusterEngine cluster = engine.open(files, "c" + n, steps.beans(), journal, journal, EngineOptions.DEFAULT);
            opened.add(cluster);
            SharedEngineTest.start(cluster, "c" + n);
        }
        new CountDownLatch(opened.size()).await();
    }
}
