package io.ohmykube.cli.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The program as it is installed, run as a process of its own by its own start script. */
final class Program {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int TAIL = 1500;

    private final Path distribution;
    private final Path harness;

    /**
     * @param distribution the directory with {@code bin} and {@code lib}
     * @param harness the classes of the harness, a jar: class data that was prepared is not used beside directories
     */
    Program(Path distribution, Path harness) {
        this.distribution = distribution;
        this.harness = harness;
    }

    /** The product as it is. */
    Invoked run(Site site, List<String> command, List<String> scenario) {
        return invoke(site, command, scenario, Map.of(), null);
    }

    /** The product as it is, killed after that time if it still runs then. */
    Invoked runFor(Site site, List<String> command, List<String> scenario, Duration life) {
        return invoke(site, command, scenario, Map.of(), life);
    }

    /** The product with steps that kill it as the site's orders say. */
    Invoked runVictim(Site site, List<String> command, List<String> scenario) {
        // The start script ends its options with the product's main class, which becomes the victim's first argument.
        String options =
                "-cp " + distribution.resolve("lib/ohmykube.jar") + ":" + harness + " " + Victim.class.getName();
        return invoke(
                site,
                command,
                scenario,
                Map.of(
                        "OHMYKUBE_JAVA_OPTIONS",
                        options,
                        Orders.VARIABLE,
                        site.directory().resolve("orders").toString()),
                null);
    }

    private Invoked invoke(
            Site site,
            List<String> command,
            List<String> scenario,
            Map<String, String> environment,
            @Nullable Duration life) {
        List<String> line = new ArrayList<>(command);
        line.add(0, distribution.resolve("bin/ohmykube").toString());
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(site.output().toFile());
        Map<String, String> variables = builder.environment();
        List.of("OHMYKUBE_MIRROR", "OHMYKUBE_REGISTRY_MIRROR", "OHMYKUBE_JAVA_OPTIONS")
                .forEach(variables::remove);
        variables.put("HOME", site.directory().toString());
        variables.put("OHMYKUBE_HOME", site.home().root().toString());
        variables.put("KUBECONFIG", site.kubeconfig().toString());
        variables.put("OHMYKUBE_SIMULATION", site.scenario(scenario).toString());
        variables.putAll(environment);
        try {
            Instant began = Instant.now();
            Process process = builder.start();
            Duration limit = life == null ? LIMIT : life;
            String note = "";
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                // SIGKILL.
                process.destroyForcibly().waitFor();
                note = life == null ? "\n(it did not end within " + LIMIT.toSeconds() + " s)" : "";
            }
            site.keepEvents();
            String output = Files.readString(site.output());
            String tail = output.substring(Math.max(0, output.length() - TAIL));
            int exitCode = note.isEmpty() ? process.exitValue() : -1;
            return new Invoked(command, exitCode, began, Instant.now(), tail + note);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
