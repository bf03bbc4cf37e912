package io.ohmykube.cli;

import io.ohmykube.cli.operation.Steps;
import io.ohmykube.cli.operation.SystemSignals;
import io.ohmykube.cli.view.Terminal;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The program as {@link Main} starts it, with something around the steps of its operations. */
public final class DisturbedCli {
    private DisturbedCli() {}

    /** Runs a command line in this process and returns its exit code. */
    public static int run(UnaryOperator<Steps.Factory> around, String... arguments) {
        Map<String, String> environment = System.getenv();
        Terminal terminal = Terminal.of(environment, System.out, System.err);
        Session session = new Session(environment, terminal, Clock.system(ZoneId.systemDefault()), arguments);
        return new Cli(session, new SystemSignals(), around).run();
    }
}
