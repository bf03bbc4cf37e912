package io.ohmykube.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ohmykube.cli.operation.Interrupts;
import io.ohmykube.cli.operation.Steps;
import io.ohmykube.cli.view.Terminal;
import io.ohmykube.workers.delegate.Deadlines;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs the program in this process, as a user would from a shell, with a home directory of its own. */
final class Invocation {
    private final Map<String, String> environment = new HashMap<>();
    private Deadlines deadlines = Deadlines.DEFAULT;
    private UnaryOperator<Steps.Factory> around = UnaryOperator.identity();
    private @Nullable InputStream typed;
    private Interrupts interrupts = listener -> {};

    Invocation(Path directory) {
        environment.put("HOME", directory.toString());
        environment.put("OHMYKUBE_HOME", directory.resolve("home").toString());
        environment.put("KUBECONFIG", directory.resolve("kubeconfig").toString());
    }

    Invocation with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Something stands around the steps of all operations. */
    Invocation around(UnaryOperator<Steps.Factory> changed) {
        around = changed;
        return this;
    }

    /** What commands make of this invocation's options. */
    Operations operations() {
        Terminal terminal = Terminal.of(environment, System.out, System.err);
        return new Operations(new Session(environment, terminal, Clock.systemUTC()), interrupts, around);
    }

    /** A person sits at the terminal, and types that when asked. */
    Invocation atTerminal(String typed) {
        this.typed = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        return with("OHMYKUBE_TERMINAL", "1").with("TERM", "xterm");
    }

    Invocation within(Deadlines changed) {
        deadlines = changed;
        return this;
    }

    Invocation interruptedBy(Interrupts changed) {
        interrupts = changed;
        return this;
    }

    /** What the program printed, and its exit code. */
    record Output(int exitCode, String out, String err) {
        List<String> errors() {
            return err.lines().toList();
        }

        List<JsonNode> documents() {
            ObjectMapper json = new ObjectMapper();
            return out.lines().map(line -> parse(json, line)).toList();
        }

        JsonNode last() {
            List<JsonNode> all = documents();
            return all.get(all.size() - 1);
        }

        private static JsonNode parse(ObjectMapper json, String line) {
            try {
                return json.readTree(line);
            } catch (IOException e) {
                throw new UncheckedIOException("not JSON: " + line, e);
            }
        }
    }

    Output run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = Terminal.of(environment, stream(out), stream(err));
        int exitCode = new Cli(
                        new Session(environment, terminal, typed, Clock.systemUTC(), deadlines, arguments),
                        interrupts,
                        around)
                .run();
        return new Output(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
