package io.ohmykube.cli.team;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory of another JVM on this host. */
final class Memory {
    private static final Pattern USED = Pattern.compile("(?:generation|heap)\\s+total \\d+K, used (\\d+)K");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final int KIB = 1024;

    private Memory() {}

    /** What is in use, in MiB: what is left on the heap after a collection, and all that the process has. */
    record Use(long heap, long resident) {
        @Override
        public String toString() {
            return heap + " MiB on the heap, " + resident + " MiB in all";
        }
    }

    static Use after(long pid) {
        ask(pid, "GC.run");
        try {
            long heap = sum(USED.matcher(ask(pid, "GC.heap_info")));
            return new Use(heap, sum(RESIDENT.matcher(Files.readString(Path.of("/proc/" + pid + "/status")))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long sum(Matcher numbers) {
        long kib = 0;
        while (numbers.find()) {
            kib += Long.parseLong(numbers.group(1));
        }
        return kib / KIB;
    }

    private static String ask(long pid, String command) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid),
                            command)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(jcmd.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (jcmd.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
