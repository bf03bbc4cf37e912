package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What happens to some commands of a scenario.
 *
 * @param command a pattern ({@code *} stands for anything) for the beginning of a command's name and arguments, in
 *     whole words, or for {@code boot} and {@code launcher create} and the like
 * @param node a pattern for node names; by default every node
 * @param executions which executions, counted from 1; empty means all
 * @param counted whether executions are counted for each node or for all the rule's nodes together
 * @param latency how much longer it takes; null means none
 * @param asleep for how long all machines and this host slept just before it, by their clocks; null means they did not
 * @param outcome what disturbs it; null means nothing
 * @param at when in the command's course that is
 * @param exitCode of a failure
 * @param stderr what a failure prints
 */
public record Rule(
        String command,
        String node,
        List<Integer> executions,
        Counted counted,
        @Nullable Span latency,
        @Nullable Span asleep,
        @Nullable Outcome outcome,
        At at,
        int exitCode,
        String stderr) {

    /** Whose executions are counted. */
    public enum Counted {
        @JsonProperty("per-node")
        PER_NODE,
        @JsonProperty("together")
        TOGETHER
    }

    /** How a command is disturbed. */
    public enum Outcome {
        /** It ends with {@link Rule#exitCode} and {@link Rule#stderr}. */
        @JsonProperty("fail")
        FAIL,
        /** The connection breaks; what the command was to do is done up to {@link Rule#at}. */
        @JsonProperty("drop")
        DROP,
        /** The connection breaks, and the command goes on without it. */
        @JsonProperty("disconnect")
        DISCONNECT,
        /** The machine goes down at {@link Rule#at} and comes back: what ran has ended, enabled services run. */
        @JsonProperty("reboot")
        REBOOT,
        /** It never ends. */
        @JsonProperty("hang")
        HANG
    }

    /** When a disturbance comes. */
    public enum At {
        @JsonProperty("before")
        BEFORE,
        /** With half of the work done; for commands without a middle this is {@link #BEFORE}. */
        @JsonProperty("midway")
        MIDWAY,
        @JsonProperty("after")
        AFTER
    }

    @JsonCreator
    public Rule(
            @JsonProperty(value = "command", required = true) String command,
            @JsonProperty("node") @Nullable String node,
            @JsonProperty("executions") @Nullable List<Integer> executions,
            @JsonProperty("counted") @Nullable Counted counted,
            @JsonProperty("latency") @Nullable Span latency,
            @JsonProperty("asleep") @Nullable Span asleep,
            @JsonProperty("outcome") @Nullable Outcome outcome,
            @JsonProperty("at") @Nullable At at,
            @JsonProperty("exitCode") @Nullable Integer exitCode,
            @JsonProperty("stderr") @Nullable String stderr) {
        this(
                command,
                node == null ? "*" : node,
                executions == null ? List.of() : List.copyOf(executions),
                counted == null ? Counted.PER_NODE : counted,
                latency,
                asleep,
                outcome,
                at == null ? At.BEFORE : at,
                exitCode == null ? 1 : exitCode,
                stderr == null ? "simulated failure" : stderr);
    }

    /** A rule under which nothing sleeps. */
    public Rule(
            String command,
            @Nullable String node,
            @Nullable List<Integer> executions,
            @Nullable Counted counted,
            @Nullable Span latency,
            @Nullable Outcome outcome,
            @Nullable At at,
            @Nullable Integer exitCode,
            @Nullable String stderr) {
        this(command, node, executions, counted, latency, null, outcome, at, exitCode, stderr);
    }

    boolean matches(String onNode, String line) {
        return Pattern.matches(glob(node), onNode)
                && Pattern.compile(glob(command) + "(\\s.*)?", Pattern.DOTALL)
                        .matcher(line)
                        .matches();
    }

    boolean concerns(int execution) {
        return executions.isEmpty() || executions.contains(execution);
    }

    /** Under which its executions are counted. */
    String key(String onNode) {
        return command + " @ " + (counted == Counted.PER_NODE ? onNode : node);
    }

    private static String glob(String pattern) {
        return Arrays.stream(pattern.split("\\*", -1))
                .map(part -> part.isEmpty() ? "" : Pattern.quote(Objects.requireNonNull(part)))
                .collect(Collectors.joining(".*"));
    }
}
