package io.ohmykube.cli;

import io.ohmykube.cache.scan.Scan;
import io.ohmykube.cache.scan.Scanner;
import io.ohmykube.cache.scan.Severity;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to scan, and what of it is a failure. */
final class ScanOptions {
    private static final Set<Severity> FAILING = EnumSet.range(Severity.LOW, Severity.CRITICAL);

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "end with exit code 1 where something is as bad as this: LOW, MEDIUM, HIGH or CRITICAL")
    @Nullable
    String failOn;

    @Option(names = "--scanner", paramLabel = "NAME", description = "trivy or grype (default: the first installed)")
    @Nullable
    String scanner;

    /** Null where nothing found is a failure. Throws {@link ExitException} for a word that is none. */
    @Nullable
    Severity threshold() {
        return failOn == null ? null : choice("--fail-on", failOn.toUpperCase(Locale.ROOT), FAILING);
    }

    Scan scan(Session session, boolean offline) {
        Scanner wanted = scanner == null
                ? null
                : choice("--scanner", scanner.toUpperCase(Locale.ROOT), EnumSet.allOf(Scanner.class));
        return Scan.with(wanted, session.environment(), offline);
    }

    private static <T extends Enum<T>> T choice(String option, String word, Set<T> allowed) {
        return allowed.stream()
                .filter(one -> one.name().equals(word))
                .findFirst()
                .orElseThrow(() -> ExitException.badInput(option + ": '" + word + "' is not allowed; "
                        + allowed.stream().map(Enum::name).collect(Collectors.joining(", "))
                        + " are"));
    }
}
