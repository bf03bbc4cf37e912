package io.ohmykube.launcher.simulated;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Runs command lines on simulated machines, as the scenario has it, and records them. */
final class Interpreter {
    private static final int UNKNOWN = 127;

    /** The environment variable that marks all processes of one command of ours. */
    private static final String MARK = "OHMYKUBE_COMMAND";

    private final Programs programs = new Programs();

    Ended run(
            SimulatedCluster cluster,
            SimulatedMachine machine,
            String line,
            InputStream stdin,
            OutputStream stdout,
            OutputStream stderr,
            Wire wire)
            throws IOException, InterruptedException {
        Invocation invocation;
        try {
            invocation = Invocation.of(line, stdin);
        } catch (IllegalArgumentException e) {
            String id = cluster.log().started(machine.name(), "unknown", List.of(line));
            Ended ended = unknown(stderr, e.getMessage() + ": " + line);
            cluster.log().ended(id, machine.name(), "unknown", ended, Duration.ZERO);
            return ended;
        }
        return run(cluster, machine, invocation, stdout, stderr, wire);
    }

    @SuppressWarnings("try") // It is held, not used.
    Ended run(
            SimulatedCluster cluster,
            SimulatedMachine machine,
            Invocation invocation,
            OutputStream stdout,
            OutputStream stderr,
            Wire wire)
            throws IOException, InterruptedException {
        String mark = invocation.environment().getOrDefault(MARK, "");
        try (ProcessTable.Entry process = machine.processes().enter(invocation.program(), mark)) {
            // Counted before it is told of: whoever reads of it may kill this program at once.
            Faults.Course course = cluster.faults().next(machine.name(), invocation.line());
            return logged(new Execution(this, cluster, machine, invocation, course, stdout, stderr, wire), course);
        }
    }

    private Ended logged(Execution execution, Faults.Course course) throws IOException, InterruptedException {
        SimulatedCluster cluster = execution.cluster();
        SimulatedMachine machine = execution.machine();
        Invocation invocation = execution.invocation();
        long began = System.nanoTime();
        String id = cluster.log().started(machine.name(), invocation.name(), invocation.arguments());
        Ended ended = new Ended(false, 0, false);
        try {
            Program program = programs.find(invocation.name());
            if (!course.asleep().isZero()) {
                cluster.api().sleep(course.asleep());
            }
            ended = program == null ? unknown(execution.stderr(), invocation.line()) : run(program, execution);
            return ended;
        } catch (InterruptedException e) {
            if (!machine.processes().told(ProcessTable.POWER_OFF)) {
                throw e;
            }
            ended = new Ended(false, 0, true);
            return ended;
        } finally {
            cluster.log()
                    .ended(id, machine.name(), invocation.name(), ended, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private static Ended run(Program program, Execution execution) throws IOException, InterruptedException {
        boolean completed = false;
        int exitCode = 0;
        try {
            if (program instanceof Kubeadm.Phased) {
                execution.disturb(Rule.At.BEFORE);
            } else {
                execution.pass();
                execution.disturb(Rule.At.BEFORE, Rule.At.MIDWAY);
            }
            exitCode = program.run(execution);
            completed = true;
            execution.pass();
            execution.disturb(Rule.At.AFTER);
            return new Ended(true, exitCode, execution.dropped());
        } catch (DisturbedException e) {
            if (e.rule().outcome() == Rule.Outcome.REBOOT) {
                execution.wire().reboot(execution.machine());
            }
            if (e.rule().outcome() != Rule.Outcome.FAIL) {
                return new Ended(completed, exitCode, true);
            }
            execution.err(e.rule().stderr());
            return Ended.with(e.rule().exitCode());
        } catch (UsageException e) {
            return unknown(
                    execution.stderr(),
                    e.getMessage() + ": " + execution.invocation().line());
        }
    }

    private static Ended unknown(OutputStream stderr, String what) throws IOException {
        stderr.write(("simulated: unknown command: " + what + "\n").getBytes(StandardCharsets.UTF_8));
        return Ended.with(UNKNOWN);
    }
}
