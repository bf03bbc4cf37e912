package io.ohmykube.cache.source;

import java.util.List;
import java.util.Locale;

/** A container program of this host that may have images; in the order in which they are asked. */
public enum HostRuntime {
    PODMAN,
    DOCKER,
    NERDCTL;

    /** Its name, and that of its command. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Asks for what is known of an image; fails where there is none. */
    List<String> inspect(String program, String reference) {
        return List.of(program, "image", "inspect", reference);
    }

    /** Writes an archive of the image to the standard output. */
    List<String> save(String program, String reference) {
        return this == PODMAN
                ? List.of(program, "save", "--format", "docker-archive", reference)
                : List.of(program, "save", reference);
    }
}
