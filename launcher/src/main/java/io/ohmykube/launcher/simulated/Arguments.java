package io.ohmykube.launcher.simulated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A program's arguments: operands, and options by name without dashes ({@code -n} as {@code n}). */
record Arguments(List<String> operands, Map<String, List<String>> options) {

    /**
     * @param valued the options, without dashes, that take their value from the next argument unless written with
     *     {@code =}
     */
    static Arguments parse(List<String> arguments, Set<String> valued) {
        List<String> operands = new ArrayList<>();
        Map<String, List<String>> options = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--")) {
                operands.addAll(arguments.subList(i + 1, arguments.size()));
                break;
            }
            if (!argument.startsWith("-") || argument.equals("-")) {
                operands.add(argument);
                continue;
            }
            String name = argument.replaceFirst("^--?", "");
            String value = "true";
            int equals = name.indexOf('=');
            if (equals > 0) {
                value = name.substring(equals + 1);
                name = name.substring(0, equals);
            } else if (valued.contains(name) && i + 1 < arguments.size()) {
                value = arguments.get(++i);
            }
            options.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        }
        return new Arguments(operands, options);
    }

    /** The last value of the first of these names that was given. */
    @Nullable
    String option(String... names) {
        for (String name : names) {
            List<String> values = options.get(name);
            if (values != null) {
                return values.get(values.size() - 1);
            }
        }
        return null;
    }

    String optionOr(String name, String otherwise) {
        String value = option(name);
        return value == null ? otherwise : value;
    }

    boolean flag(String... names) {
        return "true".equals(option(names));
    }
}
