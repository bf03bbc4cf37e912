package io.ohmykube.processes;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.processes.workflow.Workflow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A process that prepares a node and never comes back from one of its steps, for a test that kills it there. */
final class KilledRun {
    /** Written in the cluster's directory when the step is reached. */
    static final String MARK = "reached";

    private KilledRun() {}

    public static void main(String[] arguments) throws Exception {
        ClusterFiles files = new ClusterFiles(Path.of(arguments[0]));
        FakeSteps steps = new FakeSteps().when("configureRuntime", execution -> {
            Files.createFile(files.directory().resolve(MARK));
            new CountDownLatch(1).await();
        });
        try (Journal journal = Journal.open(files);
                ClusterEngine engine = ClusterEngine.open(files, steps.beans(), journal, EngineOptions.DEFAULT)) {
            engine.await(
                    engine.start(Workflow.builtIn(), "node-prepare", "dev", Map.of("node", "w1", "customised", false)));
        }
    }
}
