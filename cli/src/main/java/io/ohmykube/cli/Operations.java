package io.ohmykube.cli;

import io.ohmykube.cli.operation.Asker;
import io.ohmykube.cli.operation.Carrier;
import io.ohmykube.cli.operation.ClusterRun;
import io.ohmykube.cli.operation.Interrupts;
import io.ohmykube.cli.operation.Plan;
import io.ohmykube.cli.operation.Steps;
import io.ohmykube.cli.operation.Wiring;
import io.ohmykube.cli.view.JsonView;
import io.ohmykube.cli.view.LiveView;
import io.ohmykube.cli.view.PlainView;
import io.ohmykube.cli.view.Result;
import io.ohmykube.cli.view.Terminal;
import io.ohmykube.cli.view.View;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Carries out the plans of changing commands, shown as the options ask. */
final class Operations {
    private final Session session;
    private final Interrupts interrupts;
    private final UnaryOperator<Steps.Factory> around;
    private final @Nullable Carrier carrier;

    /** Operations that a server carries out where one runs, and else this program. */
    Operations(Session session, Interrupts interrupts, UnaryOperator<Steps.Factory> around) {
        this(session, interrupts, around, null);
    }

    /**
     * Operations of that carrier.
     *
     * @param around what stands around the steps of every operation
     */
    Operations(Session session, Interrupts interrupts, UnaryOperator<Steps.Factory> around, @Nullable Carrier carrier) {
        this.session = session;
        this.interrupts = interrupts;
        this.around = around;
        this.carrier = carrier;
    }

    /** All parts of the program, reading from these sources. */
    Wiring wiring(SourceOptions sources) {
        Map<String, String> environment = session.environment();
        return new Wiring(
                session.home(),
                session.workspace(),
                session.store(),
                environment,
                sources.cacheOptions(environment),
                session.clock(),
                session.deadlines());
    }

    /** The steps, with what stands around those of every operation. */
    Steps.Factory around(Steps.Factory steps) {
        return around.apply(steps);
    }

    /** As {@link #run(Plan, String, Steps.Factory)}, with all parts of the program. */
    int run(Plan plan, String cluster, SourceOptions sources) {
        try (Wiring wiring = wiring(sources)) {
            return run(plan, cluster, wiring);
        }
    }

    /** Whether a server is given the command that was typed, instead of this program doing what it means. */
    boolean givesAway() {
        return carrier == null && RunningServer.isThereFor(session);
    }

    /** Returns the exit code. */
    int run(Plan plan, String cluster, Steps.Factory steps) {
        return elsewhere(server -> {}).orElseGet(() -> here(plan, cluster, steps, hands()));
    }

    /** As {@link #run(Plan, String, Steps.Factory)}, while a browser shows it. */
    int runOnPage(Plan plan, String cluster, Wiring wiring) {
        if (carrier != null) {
            // Whoever was given the command has opened the page.
            return run(plan, cluster, wiring);
        }
        PageLink link = new PageLink(session, cluster);
        return elsewhere(link::open).orElseGet(() -> {
            try (PageServer server = PageServer.start(session, this, wiring)) {
                link.open(server.where());
                return here(plan, cluster, wiring, server.carrier());
            }
        });
    }

    /**
     * Has a server that runs do the work; empty where there is none.
     *
     * @param before done before it is given to that server
     */
    private OptionalInt elsewhere(Consumer<RunningServer> before) {
        requireUsableOptions();
        if (carrier != null) {
            return OptionalInt.empty();
        }
        for (RunningServer server : RunningServer.of(session)) {
            before.accept(server);
            OptionalInt exitCode = new GivenCommand(session, interrupts, server).run();
            if (exitCode.isPresent()) {
                return exitCode;
            }
        }
        return OptionalInt.empty();
    }

    private Carrier hands() {
        return carrier == null ? this::carryOut : carrier;
    }

    private int here(Plan plan, String cluster, Steps.Factory steps, Carrier hands) {
        try (View view = view()) {
            Carrier.Scene scene = new Carrier.Scene(view, session.terminal(), interrupts, asker());
            Result result = hands.carryOut(
                    plan, cluster, around.apply(steps), scene, session.commandLine(), session.options().debug);
            return switch (result.outcome()) {
                case DONE -> ExitCode.DONE;
                // What was asked for is not done, whoever has to do something about it.
                case FAILED, WAITING, REJECTED -> ExitCode.FAILED;
                case INTERRUPTED -> ExitCode.INTERRUPTED;
            };
        }
    }

    private Result carryOut(
            Plan plan, String cluster, Steps.Factory steps, Carrier.Scene scene, String commandLine, boolean debug) {
        return new ClusterRun(session.store(), steps, scene, session.clock())
                .carryOut(plan, cluster, commandLine, debug);
    }

    /** Throws {@link ExitException} where what is asked for cannot be shown or done by any changing command. */
    void requireUsableOptions() {
        if (session.options().output() == OutputFormat.YAML) {
            throw ExitException.badInput("-o yaml: this command prints table or json");
        }
        Integer parallel = session.options().parallel;
        if (parallel != null && parallel < 1) {
            throw ExitException.badInput("--parallel: '" + parallel + "' is not allowed; 1 or more is");
        }
    }

    /** {@code --yes} is no answer to a question of a workflow: whoever gives it wants nothing asked, and so it waits. */
    private Asker asker() {
        GlobalOptions options = session.options();
        boolean present = session.answers().isPresent()
                && session.terminal().interactive()
                && options.output() != OutputFormat.JSON
                && !options.yes;
        return present
                ? new PersonAtTerminal(session.terminal(), session.answers().get(), session.user())
                : Asker.NOBODY;
    }

    private View view() {
        GlobalOptions options = session.options();
        Terminal terminal = session.terminal();
        if (options.output() == OutputFormat.JSON) {
            return new JsonView(terminal);
        }
        return terminal.interactive() && options.volume() == PlainView.Volume.NORMAL
                ? new LiveView(terminal, session.clock(), session.environment())
                : new PlainView(terminal, options.volume(), session.clock().getZone());
    }
}
