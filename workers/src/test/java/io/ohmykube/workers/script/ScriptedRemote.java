package io.ohmykube.workers.script;

import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.CommandFailedException;
import io.ohmykube.launcher.CommandResult;
import io.ohmykube.launcher.Content;
import io.ohmykube.launcher.Remote;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A machine that answers commands by their beginning and keeps what it was sent. A script is known as {@code
 * <name> <arguments>}. What no answer fits succeeds and prints nothing.
 */
public final class ScriptedRemote implements Remote {
    private static final Pattern MARKER = Pattern.compile("\\A# ohmykube: (\\S+)\n");

    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final Map<String, String> files = new ConcurrentHashMap<>();
    private final Map<String, byte[]> inputs = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<Answer> answers = new ConcurrentLinkedDeque<>();

    private record Answer(String prefix, int exitCode, String stdout, String stderr) {}

    public ScriptedRemote answering(String prefix, String stdout) {
        answers.addFirst(new Answer(prefix, 0, stdout, ""));
        return this;
    }

    public ScriptedRemote failing(String prefix, String stderr) {
        return failing(prefix, 1, stderr);
    }

    public ScriptedRemote failing(String prefix, int exitCode, String stderr) {
        answers.addFirst(new Answer(prefix, exitCode, "", stderr));
        return this;
    }

    public ScriptedRemote holding(String path, String text) {
        files.put(path, text);
        return this;
    }

    /** What was run, in order. */
    public List<String> commands() {
        return commands;
    }

    /** The files as they are now, by path. */
    public Map<String, String> files() {
        return files;
    }

    /** What the command with that beginning was given on standard input. */
    public String input(String prefix) {
        return inputs.entrySet().stream()
                .filter(i -> i.getKey().startsWith(prefix))
                .map(i -> new String(i.getValue(), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing like '" + prefix + "' among " + inputs.keySet()));
    }

    @Override
    public String node() {
        return "dev-control-plane-1";
    }

    @Override
    public CommandResult execute(Command command) {
        CommandResult result = probe(command);
        if (!result.succeeded()) {
            throw new CommandFailedException(
                    node(), command.quoted(), result.exitCode(), result.stderr(), Path.of("node.log"));
        }
        return result;
    }

    @Override
    public CommandResult probe(Command command) {
        byte[] input = read(command.stdin());
        String shown = shown(command.argv(), new String(input, StandardCharsets.UTF_8));
        commands.add(shown);
        inputs.put(shown, input);
        Answer answer = answers.stream()
                .filter(a -> shown.startsWith(a.prefix()))
                .findFirst()
                .orElse(new Answer("", 0, "", ""));
        return new CommandResult(answer.exitCode(), answer.stdout(), answer.stderr(), Duration.ZERO);
    }

    @Override
    public void upload(Content content, String path, String mode) {
        commands.add("upload " + path + " " + mode);
        files.put(path, new String(read(content), StandardCharsets.UTF_8));
    }

    @Override
    public void download(String path, OutputStream to) {
        commands.add("download " + path);
        try {
            to.write(files.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shown(List<String> argv, String stdin) {
        if (!argv.get(0).equals("sh")) {
            return String.join(" ", argv);
        }
        boolean inArgument = argv.get(1).equals("-euc");
        Matcher marker = MARKER.matcher(inArgument ? argv.get(2) : stdin);
        if (!marker.find()) {
            throw new AssertionError("a script without a marker: " + argv);
        }
        List<String> arguments = argv.subList(4, argv.size());
        return (marker.group(1) + " " + String.join(" ", arguments)).strip();
    }

    private static byte[] read(@Nullable Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (content != null) {
            try {
                content.writeTo(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return bytes.toByteArray();
    }
}
