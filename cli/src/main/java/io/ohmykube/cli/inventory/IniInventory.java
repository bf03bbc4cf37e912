package io.ohmykube.cli.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The INI form: {@code [group]}, {@code [group:vars]}, {@code [group:children]}, and hosts with variables behind them. */
final class IniInventory {
    private static final Pattern SECTION = Pattern.compile("\\[([^\\]:]+)(?::(\\w+))?\\]");
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");

    private final Groups groups = new Groups();
    private String group = "ungrouped";
    private String part = "hosts";

    private IniInventory() {}

    static Groups read(String text) {
        IniInventory inventory = new IniInventory();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String plain = line.strip();
            if (!plain.isEmpty() && !plain.startsWith("#") && !plain.startsWith(";")) {
                inventory.line(plain, number);
            }
        }
        return inventory.groups;
    }

    private void line(String line, int number) {
        Matcher section = SECTION.matcher(line);
        if (section.matches()) {
            group = section.group(1).strip();
            part = section.group(2) == null ? "hosts" : section.group(2);
            if (!List.of("hosts", "vars", "children").contains(part)) {
                throw new InventoryException("line " + number + ": [" + group + ":" + part
                        + "] is not known; [group], [group:vars] and [group:children] are");
            }
            groups.mention(group);
            return;
        }
        switch (part) {
            case "children" -> groups.child(group, words(line).get(0));
            case "vars" -> {
                int equals = line.indexOf('=');
                if (equals < 1) {
                    throw new InventoryException("line " + number + ": '" + line + "' is not name=value");
                }
                groups.variable(
                        group,
                        line.substring(0, equals).strip(),
                        unquoted(line.substring(equals + 1).strip()));
            }
            default -> host(words(line), number);
        }
    }

    private void host(List<String> words, int number) {
        String name = words.get(0);
        if (name.contains("[")) {
            throw new InventoryException(
                    "line " + number + ": ranges of hosts are not known ('" + name + "'); write a line for each");
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new InventoryException("line " + number + ": '" + word + "' is not name=value");
            }
            variables.put(word.substring(0, equals), unquoted(word.substring(equals + 1)));
        }
        groups.host(group, name, variables);
    }

    /** Up to a comment. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find() && !matcher.group().startsWith("#")) {
            words.add(matcher.group());
        }
        return words;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
