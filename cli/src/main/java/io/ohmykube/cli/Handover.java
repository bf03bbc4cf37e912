package io.ohmykube.cli;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/** Lets other programs have our standard streams. They end with us. */
final class Handover {
    private Handover() {}

    /** Runs a program with our streams, and returns its exit code. */
    static int to(List<String> line) {
        return end(start(List.of(new ProcessBuilder(line).inheritIO()))).get(0);
    }

    /** Runs programs of which each reads what the one before it prints, and returns their exit codes. */
    static List<Integer> through(List<List<String>> lines) {
        List<ProcessBuilder> builders = new ArrayList<>();
        for (List<String> line : lines) {
            builders.add(new ProcessBuilder(line).redirectError(Redirect.INHERIT));
        }
        builders.get(0).redirectInput(Redirect.from(new File("/dev/null")));
        builders.get(builders.size() - 1).redirectOutput(Redirect.INHERIT);
        return end(start(builders));
    }

    private static List<Process> start(List<ProcessBuilder> builders) {
        try {
            return builders.size() == 1 ? List.of(builders.get(0).start()) : ProcessBuilder.startPipeline(builders);
        } catch (IOException e) {
            throw ExitException.failed("a program that is needed cannot be run: " + e.getMessage()
                    + " (Debian, Ubuntu: apt-get install openssh-client tar)");
        }
    }

    private static List<Integer> end(List<Process> processes) {
        Thread together = new Thread(() -> processes.forEach(Process::destroy), "end-of-programs");
        Runtime.getRuntime().addShutdownHook(together);
        try {
            List<Integer> codes = new ArrayList<>();
            for (Process process : processes) {
                codes.add(process.waitFor());
            }
            Runtime.getRuntime().removeShutdownHook(together);
            return codes;
        } catch (InterruptedException e) {
            processes.forEach(Process::destroy);
            Thread.currentThread().interrupt();
            throw new ExitException(ExitCode.INTERRUPTED, "interrupted");
        }
    }
}
