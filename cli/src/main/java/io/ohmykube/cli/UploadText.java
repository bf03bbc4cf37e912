package io.ohmykube.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code LOCAL:REMOTE[:MODE[:OWNER]]} as given to an option; an owner may be {@code USER:GROUP}. */
record UploadText(String option, String text) {
    private static final List<String> FIELDS = List.of("local", "remote", "mode", "owner");

    /** The fields of an upload in a cluster file. Throws {@link ExitException} for a text of another form. */
    Map<String, String> parse(boolean directory) {
        String[] parts = text.split(":", FIELDS.size());
        if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw ExitException.badInput(option + ": '" + text + "' is not LOCAL:REMOTE[:MODE[:OWNER]]");
        }
        if (Files.exists(Path.of(parts[0])) && Files.isDirectory(Path.of(parts[0])) != directory) {
            throw ExitException.badInput(option + ": '" + parts[0] + "' is "
                    + (directory ? "not a directory" : "a directory; use " + option.replace("-file", "-dir")));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].isEmpty()) {
                fields.put(FIELDS.get(i), parts[i]);
            }
        }
        return fields;
    }
}
