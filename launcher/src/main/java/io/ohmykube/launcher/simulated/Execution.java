package io.ohmykube.launcher.simulated;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** One run of a program on one machine: what it is given, and where it prints. */
final class Execution {
    private final Interpreter interpreter;
    private final SimulatedCluster cluster;
    private final SimulatedMachine machine;
    private final Invocation invocation;
    private final Faults.Course course;
    private final OutputStream stdout;
    private final OutputStream stderr;
    private final Wire wire;
    private boolean passed;
    private boolean dropped;

    Execution(
            Interpreter interpreter,
            SimulatedCluster cluster,
            SimulatedMachine machine,
            Invocation invocation,
            Faults.Course course,
            OutputStream stdout,
            OutputStream stderr,
            Wire wire) {
        this.interpreter = interpreter;
        this.cluster = cluster;
        this.machine = machine;
        this.invocation = invocation;
        this.course = course;
        this.stdout = stdout;
        this.stderr = stderr;
        this.wire = wire;
    }

    SimulatedCluster cluster() {
        return cluster;
    }

    SimulatedMachine machine() {
        return machine;
    }

    RootFiles files() {
        return machine.files();
    }

    Invocation invocation() {
        return invocation;
    }

    List<String> arguments() {
        return invocation.arguments();
    }

    /** The argument at this place, from 0. Throws {@link UsageException} where there is none. */
    String argument(int index) {
        if (index >= arguments().size()) {
            throw new UsageException(invocation.name() + " needs more arguments than " + arguments());
        }
        return arguments().get(index);
    }

    InputStream stdin() {
        return invocation.stdin();
    }

    String stdinText() throws IOException {
        return new String(stdin().readAllBytes(), StandardCharsets.UTF_8);
    }

    void out(String line) throws IOException {
        stdout.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void out(byte[] bytes) throws IOException {
        stdout.write(bytes);
    }

    void err(String line) throws IOException {
        stderr.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Prints to standard error and returns the exit code, so that a program can end with it. */
    int fail(int exitCode, String line) throws IOException {
        err(line);
        return exitCode;
    }

    /** Runs another program on this machine, as a program of this one's; it prints where this one does. */
    Ended nested(List<String> argv, OutputStream out, OutputStream err) throws IOException, InterruptedException {
        return interpreter.run(
                cluster,
                machine,
                Invocation.program(argv, invocation.environment(), InputStream.nullInputStream()),
                out,
                err,
                wire);
    }

    /** The same, as a program that does not end with this one's command. */
    Ended detached(List<String> argv, OutputStream out, OutputStream err) throws IOException, InterruptedException {
        return interpreter.run(
                cluster, machine, Invocation.program(argv, Map.of(), InputStream.nullInputStream()), out, err, wire);
    }

    /** Has the connection break once this program has ended. */
    void drop() {
        dropped = true;
    }

    Wire wire() {
        return wire;
    }

    boolean dropped() {
        return dropped;
    }

    OutputStream stdout() {
        return stdout;
    }

    OutputStream stderr() {
        return stderr;
    }

    /** A program with a middle stops here as long as it takes, with half of its work done; a kill leaves it so. */
    void midway() throws InterruptedException, DisturbedException {
        pass();
        disturb(Rule.At.MIDWAY);
    }

    /** Lets happen what comes at one of these points, if anything. */
    void disturb(Rule.At... points) throws InterruptedException, DisturbedException {
        course.disturb(wire, points);
    }

    /** Takes the command's time unless that was done midway. */
    void pass() throws InterruptedException {
        if (!passed) {
            passed = true;
            course.breakOff(wire);
            course.pass();
        }
    }
}
