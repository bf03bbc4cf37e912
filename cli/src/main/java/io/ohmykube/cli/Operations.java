package io.ohmykube.cli;

import io.ohmykube.cli.operation.ClusterRun;
import io.ohmykube.cli.operation.Interrupts;
import io.ohmykube.cli.operation.Plan;
import io.ohmykube.cli.operation.Steps;
import io.ohmykube.cli.view.JsonView;
import io.ohmykube.cli.view.LiveView;
import io.ohmykube.cli.view.PlainView;
import io.ohmykube.cli.view.Result;
import io.ohmykube.cli.view.Terminal;
import io.ohmykube.cli.view.View;

/** Carries out the plans of changing commands, shown as the options ask. */
final class Operations {
    private final Session session;
    private final Interrupts interrupts;

    Operations(Session session, Interrupts interrupts) {
        this.session = session;
        this.interrupts = interrupts;
    }

    /** Returns the exit code. */
    int run(Plan plan, String cluster, Steps.Factory steps) {
        try (View view = view()) {
            Result result = new ClusterRun(session.store(), steps, view, interrupts, session.clock())
                    .carryOut(plan, cluster, session.commandLine(), session.options().debug);
            return switch (result.outcome()) {
                case DONE -> ExitCode.DONE;
                case FAILED -> ExitCode.FAILED;
                case INTERRUPTED -> ExitCode.INTERRUPTED;
            };
        }
    }

    View view() {
        GlobalOptions options = session.options();
        Terminal terminal = session.terminal();
        if (options.output() == OutputFormat.JSON) {
            return new JsonView(terminal);
        }
        if (options.output() == OutputFormat.YAML) {
            throw ExitException.badInput("-o yaml: this command prints table or json");
        }
        return terminal.interactive() && options.volume() == PlainView.Volume.NORMAL
                ? new LiveView(terminal, session.clock())
                : new PlainView(terminal, options.volume(), session.clock().getZone());
    }
}
