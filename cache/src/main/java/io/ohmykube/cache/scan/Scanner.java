package io.ohmykube.cache.scan;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The scanners there are, in the order in which they are looked for: how each is called, and what its report says. */
public enum Scanner {
    TRIVY {
        @Override
        List<String> command(String program, Path directory, boolean image, boolean offline) {
            List<String> command = new ArrayList<>(List.of(program, image ? "image" : "rootfs"));
            command.addAll(List.of("--format", "json", "--quiet", "--scanners", "vuln", "--exit-code", "0"));
            if (offline) {
                command.addAll(List.of("--offline-scan", "--skip-db-update", "--skip-java-db-update"));
            }
            if (image) {
                command.add("--input");
            }
            command.add(directory.toString());
            return command;
        }

        @Override
        @Nullable
        List<Vulnerability> read(JsonNode report) {
            if (!report.has("SchemaVersion") && !report.has("Results")) {
                return null;
            }
            List<Vulnerability> found = new ArrayList<>();
            for (JsonNode result : report.path("Results")) {
                for (JsonNode one : result.path("Vulnerabilities")) {
                    String path = one.path("PkgPath").asText();
                    found.add(new Vulnerability(
                            Severity.of(one.path("Severity").asText()),
                            one.path("VulnerabilityID").asText(),
                            one.path("PkgName").asText(),
                            one.path("InstalledVersion").asText(),
                            textOrNull(one.path("FixedVersion").asText()),
                            path.isEmpty() ? result.path("Target").asText() : path,
                            one.path("Title").asText()));
                }
            }
            return found;
        }
    },
    GRYPE {
        @Override
        List<String> command(String program, Path directory, boolean image, boolean offline) {
            return List.of(program, (image ? "oci-dir:" : "dir:") + directory, "-o", "json", "-q");
        }

        @Override
        Map<String, String> offline() {
            return Map.of("GRYPE_DB_AUTO_UPDATE", "false", "GRYPE_CHECK_FOR_APP_UPDATE", "false");
        }

        @Override
        @Nullable
        List<Vulnerability> read(JsonNode report) {
            if (!report.has("matches")) {
                return null;
            }
            List<Vulnerability> found = new ArrayList<>();
            for (JsonNode match : report.path("matches")) {
                JsonNode one = match.path("vulnerability");
                JsonNode artifact = match.path("artifact");
                StringJoiner fixed = new StringJoiner(", ");
                one.at("/fix/versions").forEach(version -> fixed.add(version.asText()));
                found.add(new Vulnerability(
                        Severity.of(one.path("severity").asText()),
                        one.path("id").asText(),
                        artifact.path("name").asText(),
                        artifact.path("version").asText(),
                        textOrNull(fixed.toString()),
                        artifact.at("/locations/0/path").asText(),
                        one.path("description").asText()));
            }
            return found;
        }
    };

    /** Its name, and that of its command. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param image whether the directory is an OCI image layout, or else files as they lie on a machine */
    abstract List<String> command(String program, Path directory, boolean image, boolean offline);

    /** What its environment has besides where it must not connect to anything. */
    Map<String, String> offline() {
        return Map.of();
    }

    /** What its JSON report says; null where it is no report. */
    abstract @Nullable List<Vulnerability> read(JsonNode report);

    private static @Nullable String textOrNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
