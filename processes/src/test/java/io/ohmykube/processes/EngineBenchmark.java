package io.ohmykube.processes;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.processes.workflow.Workflow;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Prints how long the engine takes for {@code cluster-up} with steps that do nothing, and the memory it took. Run it with
 * the flags of the command line; the argument is the number of workers, by default 2.
 */
final class EngineBenchmark {
    private EngineBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int workers = arguments.length == 0 ? 2 : Integer.parseInt(arguments[0]);
        boolean again = arguments.length > 1;
        Path directory = again ? Path.of(arguments[1]) : Files.createTempDirectory("engine-benchmark");
        ClusterFiles files = new ClusterFiles(directory);
        FakeSteps steps = new FakeSteps();
        String nodes = IntStream.rangeClosed(1, workers)
                .mapToObj(n -> "\"w" + n + "\"")
                .collect(Collectors.joining(",", "[", "]"));
        long jvm = ManagementFactory.getRuntimeMXBean().getStartTime();
        long start = System.currentTimeMillis();
        try (Journal journal = Journal.open(files);
                ClusterEngine engine =
                        ClusterEngine.open(files, steps.beans(), journal, EngineOptions.forNodes(workers))) {
            long opened = System.currentTimeMillis();
            String run = engine.start(
                    Workflow.builtIn(),
                    "cluster-up",
                    "dev",
                    Map.of("controlPlane", "cp", "nodes", nodes, "addOns", "[\"flannel\",\"local-path\",\"metallb\"]"));
            long started = System.currentTimeMillis();
            Outcome outcome = engine.await(run);
            long done = System.currentTimeMillis();
            System.out.printf(
                    "%s steps=%d jvm=%d open=%d start=%d run=%d ",
                    outcome.state(),
                    steps.calls().size(),
                    start - jvm,
                    opened - start,
                    started - opened,
                    done - started);
        }
        System.out.printf("total=%d ms", System.currentTimeMillis() - jvm);
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM") || line.startsWith("VmRSS")) {
                System.out.print("  " + line.replaceAll("\\s+", " "));
            }
        }
        System.out.println();
    }
}
