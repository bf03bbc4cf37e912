package io.ohmykube.cli;

import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.cli.view.Table;
import io.ohmykube.config.ClusterStore;
import io.ohmykube.launcher.Availability;
import io.ohmykube.launcher.Launcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        description = "Check what this computer has and lacks; --fix installs what a launcher lacks.",
        footerHeading = "%nExample:%n",
        footer = "  ohmykube doctor --fix")
final class DoctorCommand implements Callable<Integer> {
    private final Session session;
    private final Operations operations;

    @Option(names = "--fix", description = "install what is missing with the system's package manager")
    private boolean fix;

    DoctorCommand(Session session, Operations operations) {
        this.session = session;
        this.operations = operations;
    }

    /** How a check came out. */
    private enum Verdict {
        PASS,
        WARN,
        FAIL
    }

    private record Check(String what, Verdict verdict, String message) {}

    @Override
    public Integer call() throws IOException {
        List<Check> checks = new ArrayList<>();
        try (Wiring wiring = operations.wiring(new SourceOptions())) {
            List<Launcher> launchers = wiring.launchers().all();
            boolean some = launchers.stream()
                    .anyMatch(launcher -> launcher.chosenByDefault()
                            && launcher.availability().available());
            for (Launcher launcher : launchers) {
                checks.add(launcher(launcher, some ? Verdict.WARN : Verdict.FAIL));
            }
        }
        checks.add(atLeast("processors", Host.processors(), 4, 8, ""));
        OptionalLong memory = Host.memory();
        checks.add(
                memory.isEmpty()
                        ? new Check("memory", Verdict.WARN, "cannot be told here")
                        : atLeast("memory", memory.getAsLong(), 8, 16, " GiB"));
        checks.add(atLeast("free disk", Host.freeDisk(session.home()), 50, 100, " GiB"));
        checks.add(clusters(memory));
        print(checks);
        return checks.stream().anyMatch(check -> check.verdict() == Verdict.FAIL) ? ExitCode.FAILED : ExitCode.DONE;
    }

    /** @param otherwise the verdict on one that does not work: one that works is enough */
    private Check launcher(Launcher launcher, Verdict otherwise) {
        Availability availability = launcher.availability();
        if (fix && !availability.available() && !availability.remedy().isEmpty()) {
            new Remedy(session.terminal()).apply(availability.remedy());
            availability = launcher.availability();
        }
        String what = "launcher " + launcher.name();
        if (availability.available()) {
            return new Check(what, Verdict.PASS, works(launcher));
        }
        return new Check(
                what,
                otherwise,
                availability.problem()
                        + (availability.remedy().isEmpty()
                                ? ""
                                : "; --fix runs: " + Remedy.shown(availability.remedy())));
    }

    private static String works(Launcher launcher) {
        if (!launcher.ownsMachines()) {
            return "works with machines that a cluster file names";
        }
        return launcher.chosenByDefault() ? "works" : "works, nothing real";
    }

    private static Check atLeast(String what, long has, long minimum, long recommended, String unit) {
        Verdict verdict = has >= minimum ? Verdict.PASS : Verdict.WARN;
        return new Check(what, verdict, has + unit + "; " + minimum + unit + " or more, better " + recommended + unit);
    }

    private Check clusters(OptionalLong memory) {
        ClusterStore store = session.store();
        long wanted = MemoryCheck.wanted(store.names().stream().flatMap(name -> store.find(name).stream()));
        boolean tooMuch = memory.isPresent() && wanted > memory.getAsLong();
        return new Check(
                "clusters",
                tooMuch ? Verdict.WARN : Verdict.PASS,
                Headings.count(store.names().size(), "cluster") + ", asking for " + wanted + " GiB of memory");
    }

    private void print(List<Check> checks) {
        if (session.options().output() == OutputFormat.TABLE) {
            Table table = new Table("CHECK", "RESULT", "");
            checks.forEach(check -> table.add(check.what(), check.verdict().name(), check.message()));
            table.lines().forEach(session.terminal().out()::println);
            return;
        }
        Document.print(session, json -> {
            json.writeStartArray();
            for (Check check : checks) {
                json.writeStartObject();
                json.writeStringField("check", check.what());
                json.writeStringField("result", check.verdict().name().toLowerCase(Locale.ROOT));
                json.writeStringField("message", check.message());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
