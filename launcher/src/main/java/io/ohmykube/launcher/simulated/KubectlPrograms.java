package io.ohmykube.launcher.simulated;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code kubectl}: what its subcommands share, and those that are small. */
final class KubectlPrograms {
    static final Set<String> VALUED = Set.of(
            "kubeconfig",
            "n",
            "namespace",
            "context",
            "request-timeout",
            "o",
            "output",
            "l",
            "selector",
            "field-selector",
            "f",
            "filename",
            "timeout",
            "for",
            "field-manager",
            "grace-period",
            "raw",
            "s",
            "server");

    private static final Pattern PERIOD = Pattern.compile("(\\d+)(ms|s|m|h)?");

    private KubectlPrograms() {}

    static Map<String, Program> all() {
        Map<String, Subcommand> subcommands = new HashMap<>();
        subcommands.putAll(KubectlGet.all());
        subcommands.putAll(KubectlWrite.all());
        subcommands.putAll(KubectlNodes.all());
        subcommands.putAll(KubectlWait.all());
        Map<String, Program> programs = new HashMap<>();
        subcommands.forEach(
                (name, subcommand) -> programs.put("kubectl " + name, execution -> run(execution, subcommand)));
        programs.put("kubectl version", KubectlPrograms::version);
        return programs;
    }

    /** A subcommand that needs the API server, which answers. */
    interface Subcommand {
        int run(Execution execution, Arguments arguments) throws IOException, InterruptedException;
    }

    private static int run(Execution execution, Subcommand subcommand) throws IOException, InterruptedException {
        Arguments arguments = Arguments.parse(execution.arguments(), VALUED);
        String kubeconfig = arguments.option("kubeconfig");
        if (kubeconfig == null) {
            kubeconfig = execution.invocation().environment().getOrDefault("KUBECONFIG", "/root/.kube/config");
        }
        if (!execution.files().isFile(kubeconfig)) {
            return execution.fail(
                    1,
                    "The connection to the server localhost:8080 was refused - did you specify the right host or"
                            + " port? (simulated: there is no " + kubeconfig + ")");
        }
        if (!execution.cluster().api().up()) {
            return execution.fail(
                    1,
                    "The connection to the server was refused - did you specify the right host or port? (simulated)");
        }
        Optional<String> expired = execution.cluster().api().expired();
        if (expired.isPresent()) {
            return execution.fail(1, "Unable to connect to the server: " + expired.get());
        }
        return subcommand.run(execution, arguments);
    }

    private static int version(Execution execution) throws IOException {
        String version = execution.cluster().api().read(state -> state.version);
        execution.out("Client Version: " + version + " (simulated)");
        return 0;
    }

    static String namespace(Arguments arguments) {
        String namespace = arguments.option("n", "namespace");
        return namespace == null ? "default" : namespace;
    }

    /** {@code --timeout}; 0 or none means a day. */
    static Duration timeout(Arguments arguments, Duration otherwise) {
        String text = arguments.option("timeout");
        if (text == null) {
            return otherwise;
        }
        Duration timeout = Duration.ZERO;
        Matcher matcher = PERIOD.matcher(text);
        while (matcher.find()) {
            long count = Long.parseLong(matcher.group(1));
            String unit = matcher.group(2) == null ? "s" : matcher.group(2);
            timeout = timeout.plus(
                    switch (unit) {
                        case "ms" -> Duration.ofMillis(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofSeconds(count);
                    });
        }
        return timeout.isZero() ? Duration.ofDays(1) : timeout;
    }
}
