package io.ohmykube.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What hooks, uploads and annotations have to be. The files that they name have to be there. */
final class CustomisationRules {
    private static final Pattern MODE = Pattern.compile("[0-7]{3,4}");
    private static final Pattern OWNER =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,31})?");
    /** The API server takes 256 KiB; less fits into the arguments of the command that sets them. */
    private static final int MOST_ANNOTATED = 64 * 1024;

    private final String path;
    private final Findings findings;

    CustomisationRules(String path, Findings findings) {
        this.path = path;
        this.findings = findings;
    }

    void check(Customisation custom) {
        MetadataRules keys = new MetadataRules(path, findings);
        custom.annotations().keySet().forEach(key -> keys.key(path + ".annotations", key));
        int size = custom.annotations().entrySet().stream()
                .mapToInt(e -> (e.getKey() + e.getValue()).getBytes(StandardCharsets.UTF_8).length)
                .sum();
        if (size > MOST_ANNOTATED) {
            findings.add(path + ".annotations", size + " bytes are too many; 64 KiB are allowed");
        }
        custom.hooks().forEach((point, scripts) -> scripts.forEach(script -> hook(point, script)));
        List<Upload> uploads = custom.uploads();
        for (int i = 0; i < uploads.size(); i++) {
            upload(path + ".uploads[" + i + "]", uploads.get(i));
        }
    }

    private void hook(HookPoint point, String script) {
        if (script.isEmpty() || !Files.isRegularFile(Path.of(script)) || !Files.isReadable(Path.of(script))) {
            findings.add(path + ".hooks." + point.field(), "'" + script + "' is not a file that can be read");
        }
    }

    private void upload(String at, Upload upload) {
        Path local = Path.of(upload.local());
        if (upload.local().isEmpty() || !Files.isReadable(local)) {
            findings.add(at + ".local", "'" + upload.local() + "' is not a file or directory that can be read");
        }
        if (!isPlain(upload.remote())) {
            findings.add(
                    at + ".remote",
                    "'" + upload.remote() + "' is not allowed; an absolute path without '..' and line breaks is");
        }
        if (upload.mode() != null && !MODE.matcher(upload.mode()).matches()) {
            findings.add(at + ".mode", "'" + upload.mode() + "' is not a mode; three or four octal digits are");
        }
        if (upload.owner() != null && !OWNER.matcher(upload.owner()).matches()) {
            findings.add(at + ".owner", "'" + upload.owner() + "' is not an owner; USER or USER:GROUP is");
        }
    }

    private static boolean isPlain(String remote) {
        return remote.startsWith("/")
                && remote.length() > 1
                && remote.chars().noneMatch(Character::isISOControl)
                && !List.of(remote.split("/", -1)).contains("..");
    }
}
