package io.ohmykube.cli;

import java.util.Locale;

/** Phases as they are printed. */
final class Phases {
    private Phases() {}

    /** In the manner of Kubernetes: {@code DELETE_FAILED} is {@code DeleteFailed}. */
    static String word(Enum<?> phase) {
        StringBuilder word = new StringBuilder();
        for (String part : phase.name().split("_", -1)) {
            word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        return word.toString();
    }
}
