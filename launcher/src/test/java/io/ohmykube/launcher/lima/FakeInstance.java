package io.ohmykube.launcher.lima;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ohmykube.launcher.Machine;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Simulated: an instance as Lima keeps it; its machine is one of the simulated launcher. */
final class FakeInstance {
    final String name;
    final Path directory;
    final ObjectNode config;
    String status = "Stopped";
    boolean protectedFromDeletion;
    int starts;

    @Nullable
    Machine machine;

    private @Nullable FakeForwards forwards;

    FakeInstance(Path directory, ObjectNode config) {
        this.name = directory.getFileName().toString();
        this.directory = directory;
        this.config = config;
    }

    /** Returns what Lima would warn of. */
    List<String> forward(String version) {
        FakeForwards made = new FakeForwards(name, config, version);
        forwards = made;
        return made.warnings;
    }

    void endForwards() {
        if (forwards != null) {
            forwards.close();
        }
    }

    boolean runs() {
        return status.equals("Running");
    }

    /** Which simulated cluster the machine is put into; Lima knows of none. */
    String cluster() {
        return name.replaceFirst("-(control-plane|worker)-\\d+$", "");
    }

    int gibibytes(String field) {
        return Integer.parseInt(config.path(field).asText().replaceFirst("GiB$", ""));
    }

    /** The key that our provisioning script would bring onto the machine. */
    String authorizedKey() {
        for (JsonNode script : config.path("provision")) {
            Matcher key = Pattern.compile("(?m)^key='([^']+)'$")
                    .matcher(script.path("script").asText());
            if (key.find()) {
                return key.group(1);
            }
        }
        return "ssh-rsa none";
    }
}
