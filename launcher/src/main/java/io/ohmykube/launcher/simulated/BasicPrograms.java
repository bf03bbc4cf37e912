package io.ohmykube.launcher.simulated;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The few programs of every Unix system that OhMyKube calls without a script. */
final class BasicPrograms {
    private BasicPrograms() {}

    static Map<String, Program> all() {
        return Map.ofEntries(
                Map.entry("true", execution -> 0),
                Map.entry("false", execution -> 1),
                Map.entry("cat", BasicPrograms::cat),
                Map.entry("date", BasicPrograms::date),
                Map.entry("echo", BasicPrograms::echo),
                Map.entry("hostname", BasicPrograms::hostname),
                Map.entry("mkdir", BasicPrograms::mkdir),
                Map.entry(
                        "nproc",
                        execution -> print(
                                execution,
                                Integer.toString(execution.machine().record().cpus()))),
                Map.entry("rm", BasicPrograms::rm),
                Map.entry("sha256sum", BasicPrograms::sha256sum),
                Map.entry("sleep", BasicPrograms::sleep),
                Map.entry("test", BasicPrograms::test),
                Map.entry("uname", BasicPrograms::uname));
    }

    private static int print(Execution execution, String line) throws IOException {
        execution.out(line);
        return 0;
    }

    private static int cat(Execution execution) throws IOException {
        List<String> paths = Arguments.parse(execution.arguments(), Set.of()).operands();
        if (paths.isEmpty()) {
            execution.out(execution.stdin().readAllBytes());
        }
        int exitCode = 0;
        for (String path : paths) {
            if (execution.files().isFile(path)) {
                execution.out(execution.files().bytes(path));
            } else {
                exitCode = execution.fail(1, "cat: " + path + ": No such file or directory");
            }
        }
        return exitCode;
    }

    private static int date(Execution execution) throws IOException {
        return print(
                execution,
                execution.arguments().equals(List.of("+%s"))
                        ? Long.toString(execution.cluster().api().now().getEpochSecond())
                        : execution.cluster().api().now().toString());
    }

    private static int echo(Execution execution) throws IOException {
        return print(execution, String.join(" ", execution.arguments()));
    }

    private static int hostname(Execution execution) throws IOException {
        return print(execution, execution.files().text("/etc/hostname").strip());
    }

    private static int mkdir(Execution execution) throws IOException {
        for (String path : Arguments.parse(execution.arguments(), Set.of("m")).operands()) {
            execution.files().makeDirectory(path);
        }
        return 0;
    }

    private static int rm(Execution execution) throws IOException {
        for (String path : Arguments.parse(execution.arguments(), Set.of()).operands()) {
            execution.files().remove(path);
        }
        return 0;
    }

    private static int sha256sum(Execution execution) throws IOException {
        int exitCode = 0;
        for (String path : Arguments.parse(execution.arguments(), Set.of()).operands()) {
            if (execution.files().isFile(path)) {
                execution.out(sha256(execution.files().bytes(path)) + "  " + path);
            } else {
                exitCode = execution.fail(1, "sha256sum: " + path + ": No such file or directory");
            }
        }
        return exitCode;
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static int sleep(Execution execution) throws InterruptedException {
        double seconds = Double.parseDouble(execution.argument(0));
        Thread.sleep(Duration.ofMillis(Math.round(seconds * 1000)).toMillis());
        return 0;
    }

    private static int test(Execution execution) {
        String path = execution.argument(1);
        boolean holds =
                switch (execution.argument(0)) {
                    case "-e" -> execution.files().exists(path);
                    case "-f" -> execution.files().isFile(path);
                    case "-d" -> execution.files().isDirectory(path);
                    default -> throw new UsageException("test " + execution.argument(0) + " is not simulated");
                };
        return holds ? 0 : 1;
    }

    private static int uname(Execution execution) throws IOException {
        return print(
                execution,
                switch (execution.arguments().isEmpty() ? "-s" : execution.argument(0)) {
                    case "-m" -> architecture();
                    case "-n" -> execution.machine().name();
                    case "-r" -> "6.1.0-simulated";
                    default -> "Linux";
                });
    }

    /** The host's own, so that what is sent to the machine is what the host has in its cache. */
    private static String architecture() {
        String host = System.getProperty("os.arch", "amd64");
        return host.equals("aarch64") ? "aarch64" : "x86_64";
    }
}
