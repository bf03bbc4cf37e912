package io.ohmykube.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.config.ClusterFiles;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterEngineTest {
    @TempDir
    Path directory;

    @Test
    void runsAProcessToItsEnd() throws Exception {
        FakeSteps steps = new FakeSteps();
        ClusterFiles files = new ClusterFiles(directory);
        try (Journal journal = Journal.open(files);
                ClusterEngine engine = ClusterEngine.open(files, steps.beans(), journal, EngineOptions.DEFAULT)) {
            String run = engine.start(
                    "cluster-up",
                    "dev",
                    Map.of(
                            "controlPlane",
                            "dev-control-plane-1",
                            "nodes",
                            "[\"w1\",\"w2\"]",
                            "addOns",
                            "[\"flannel\"]",
                            "parallel",
                            3));
            assertThat(engine.await(run).state()).isEqualTo(Outcome.State.COMPLETED);
        }
    }
}
