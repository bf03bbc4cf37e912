package io.ohmykube.cli;

import io.ohmykube.cli.operation.SystemSignals;
import io.ohmykube.cli.view.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;

/** Where the program begins. */
public final class Main {
    private static final int BUFFER = 8192;

    private Main() {}

    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        Terminal terminal = Terminal.of(environment, stream(FileDescriptor.out), stream(FileDescriptor.err));
        Session session = new Session(environment, terminal, Clock.system(ZoneId.systemDefault()), arguments);
        int exitCode = new Cli(session, new SystemSignals()).run();
        System.exit(exitCode);
    }

    /** UTF-8 whatever the locale: JSON demands it, and names are ASCII anyway. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new java.io.BufferedOutputStream(new FileOutputStream(descriptor), BUFFER),
                true,
                StandardCharsets.UTF_8);
    }
}
