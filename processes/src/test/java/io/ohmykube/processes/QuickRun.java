package io.ohmykube.processes;

import io.ohmykube.config.ClusterFiles;
import io.ohmykube.processes.workflow.Workflow;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** A process that works through a long run of quick steps, or goes on with it, for a test that kills it again and again. */
final class QuickRun {
    /** Every step that began, one per line, handed to the operating system before the step ends. */
    static final String BEGUN = "begun";
    /** The line that stands before those of each process. */
    static final String SESSION = "SESSION";

    private QuickRun() {}

    /** The cluster's directory, and of how many nodes the run is. */
    public static void main(String[] arguments) throws Exception {
        ClusterFiles files = new ClusterFiles(Path.of(arguments[0]));
        // Killed at any moment, also while the first database is laid or the last line of the journal written.
        Files.createDirectories(files.directory());
        // One thread: only one step is ever in flight.
        EngineOptions options = new EngineOptions(1, "PT0S", Duration.ofSeconds(1));
        try (OutputStream begun =
                        new FileOutputStream(files.directory().resolve(BEGUN).toFile(), true);
                Journal journal = Journal.open(files);
                ClusterEngine engine = ClusterEngine.open(files, steps(begun), journal, options)) {
            engine.notice().ifPresent(notice -> {
                throw new IllegalStateException(notice);
            });
            write(begun, SESSION);
            Optional<Run> unfinished = engine.unfinished();
            String run = unfinished.isPresent() ? unfinished.get().id() : start(engine, arguments[1]);
            unfinished.ifPresent(found -> engine.resume(found.id()));
            write(begun, engine.await(run).state().name());
        }
    }

    private static String start(ClusterEngine engine, String nodes) {
        String names = IntStream.rangeClosed(1, Integer.parseInt(nodes))
                .mapToObj(n -> "\"w" + n + "\"")
                .collect(Collectors.joining(",", "[", "]"));
        return engine.start(
                Workflow.builtIn(),
                "node-delete",
                "dev",
                Map.of("controlPlane", "cp", "nodes", names, "force", false, "parallel", 3));
    }

    private static Map<String, Object> steps(OutputStream begun) {
        FakeSteps steps = new FakeSteps();
        for (String name : FakeSteps.NAMES) {
            JavaDelegate note = execution ->
                    write(begun, execution.getProcessInstanceId() + " " + execution.getCurrentActivityId());
            steps.when(name, note);
        }
        return steps.beans();
    }

    private static synchronized void write(OutputStream begun, String line) throws IOException {
        begun.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
