package io.ohmykube.launcher.simulated;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command line understood as one of what a simulated machine knows: a program, or a script of ours.
 *
 * <p>Scripts are not interpreted but recognised: by a first line {@code # ohmykube: <name>}, or by a {@code $0} that
 * begins with {@code ohmykube-}.
 *
 * @param name {@code kubeadm init}, {@code cat} or, for a script, its name
 * @param arguments those after the name; a script's {@code $1} and so on
 * @param environment what the command line sets for the program
 */
record Invocation(String name, List<String> arguments, Map<String, String> environment, InputStream stdin) {
    private static final Pattern MARKER =
            Pattern.compile("\\A(?:#!.*\\n)?# ohmykube: ([a-z0-9-]+)(?:\\.sh)?\\s*(?:\\n|\\z)");
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);
    private static final Set<String> WITH_SUBCOMMANDS = Set.of("kubeadm", "kubectl", "systemctl", "ctr", "crictl");
    private static final Set<String> WITH_SUBSUBCOMMANDS = Set.of(
            "kubeadm token",
            "kubeadm config",
            "kubeadm config images",
            "kubectl rollout",
            "kubectl config",
            "ctr images",
            "ctr image");
    private static final Set<String> VALUED = Set.of(
            "--kubeconfig", "-n", "--namespace", "--context", "--request-timeout", "-s", "--server", "--address");
    private static final int SCRIPT_LIMIT = 1 << 20;

    /** Throws {@link IllegalArgumentException} for what would need a real shell. */
    static Invocation of(String line, InputStream stdin) throws IOException {
        List<String> words = new ArrayList<>(Words.of(line));
        Map<String, String> environment = new HashMap<>();
        while (!words.isEmpty()) {
            Matcher assignment = ASSIGNMENT.matcher(words.get(0));
            if (assignment.matches()) {
                environment.put(assignment.group(1), assignment.group(2));
            } else if (!Set.of("exec", "env", "sudo", "-n", "--").contains(words.get(0))) {
                break;
            }
            words.remove(0);
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("nothing to run");
        }
        return words.get(0).equals("sh") || words.get(0).equals("/bin/sh")
                ? script(words, environment, stdin)
                : program(words, environment, stdin);
    }

    /** The name of the program alone, without its subcommand. */
    String program() {
        return name.replaceFirst(" .*", "");
    }

    /** The name and the arguments as rules of a scenario see them. */
    String line() {
        return arguments.isEmpty() ? name : name + " " + String.join(" ", arguments);
    }

    /** A program with its arguments, nothing of which a shell has seen. */
    static Invocation program(List<String> words, Map<String, String> environment, InputStream stdin) {
        String name = words.get(0).substring(words.get(0).lastIndexOf('/') + 1);
        List<String> arguments = new ArrayList<>(words.subList(1, words.size()));
        if (WITH_SUBCOMMANDS.contains(name)) {
            do {
                int at = firstOperand(arguments);
                if (at < 0) {
                    break;
                }
                name += " " + arguments.remove(at);
            } while (WITH_SUBSUBCOMMANDS.contains(name));
        }
        return new Invocation(name, List.copyOf(arguments), environment, stdin);
    }

    private static int firstOperand(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (VALUED.contains(arguments.get(i))) {
                i++;
            } else if (!arguments.get(i).startsWith("-")) {
                return i;
            }
        }
        return -1;
    }

    private static Invocation script(List<String> words, Map<String, String> environment, InputStream stdin)
            throws IOException {
        int at = 1;
        boolean text = false;
        boolean fromStdin = false;
        for (; at < words.size() && words.get(at).startsWith("-"); at++) {
            if (words.get(at).equals("--")) {
                at++;
                break;
            }
            text |= words.get(at).endsWith("c");
            fromStdin |= words.get(at).endsWith("s");
        }
        if (text && at < words.size()) {
            String zero = at + 1 < words.size() ? words.get(at + 1) : null;
            List<String> arguments = at + 2 < words.size() ? words.subList(at + 2, words.size()) : List.of();
            return new Invocation(scriptName(words.get(at), zero), List.copyOf(arguments), environment, stdin);
        }
        if (fromStdin) {
            String script = new String(stdin.readNBytes(SCRIPT_LIMIT), StandardCharsets.UTF_8);
            List<String> arguments = words.subList(Math.min(at, words.size()), words.size());
            return new Invocation(
                    scriptName(script, null), List.copyOf(arguments), environment, InputStream.nullInputStream());
        }
        throw new IllegalArgumentException("a shell without a script");
    }

    private static String scriptName(String text, @Nullable String zero) {
        Matcher marker = MARKER.matcher(text);
        if (marker.find()) {
            return marker.group(1);
        }
        if (zero != null && zero.startsWith("ohmykube-")) {
            return zero;
        }
        String first = text.strip().lines().findFirst().orElse("");
        throw new IllegalArgumentException("a script without a marker line '# ohmykube: <name>', beginning: " + first);
    }
}
