package io.ohmykube.cli;

import io.ohmykube.cli.view.PlainView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name. */
final class GlobalOptions {
    @Option(
            names = {"-n", "--name"},
            paramLabel = "CLUSTER",
            scope = ScopeType.INHERIT,
            description = "the cluster (default: ohmykube)")
    @Nullable
    String name;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "table, json or yaml (default: table); commands that change a cluster know table and json")
    @Nullable
    OutputFormat output;

    @Option(
            names = {"-y", "--yes"},
            scope = ScopeType.INHERIT,
            description = "do without asking what would be asked for: install missing programs, remove files")
    boolean yes;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "print errors and the last line only")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "also print what steps say while they run")
    boolean verbose;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "log everything, and print stack traces")
    boolean debug;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "machines made at the same time (default: 3)")
    @Nullable
    Integer parallel;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "no colours; NO_COLOR does the same")
    boolean noColor;

    OutputFormat output() {
        return output == null ? OutputFormat.TABLE : output;
    }

    PlainView.Volume volume() {
        if (quiet) {
            return PlainView.Volume.QUIET;
        }
        return verbose || debug ? PlainView.Volume.VERBOSE : PlainView.Volume.NORMAL;
    }
}
