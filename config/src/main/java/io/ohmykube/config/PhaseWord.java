package io.ohmykube.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Phases as they stand in files, in the manner of Kubernetes: {@code NOT_READY} is {@code NotReady}. */
final class PhaseWord {
    private PhaseWord() {}

    static String of(Enum<?> phase) {
        StringBuilder word = new StringBuilder();
        for (String part : phase.name().split("_", -1)) {
            word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        return word.toString();
    }

    static <E extends Enum<E>> E read(Fields fields, String field, E absent) {
        List<String> words = new ArrayList<>();
        E[] phases = absent.getDeclaringClass().getEnumConstants();
        for (E phase : phases) {
            words.add(of(phase));
        }
        String word = fields.word(field, words);
        return word == null ? absent : phases[words.indexOf(word)];
    }
}
