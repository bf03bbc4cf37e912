package io.ohmykube.config;

import java.util.Arrays;
import java.util.regex.Pattern;

/** The names of clusters and nodes: DNS labels (RFC 1123). */
final class Names {
    static final int LONGEST = 63;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private Names() {}

    static boolean isLabel(String name) {
        return LABEL.matcher(name).matches();
    }

    /** Labels joined by dots, as Kubernetes wants for many names. */
    static boolean isSubdomain(String name) {
        return name.length() <= 253 && Arrays.stream(name.split("\\.", -1)).allMatch(Names::isLabel);
    }

    static String refusal(String name) {
        return "'" + name + "' is not a name; lower-case letters, digits and - are allowed, at most " + LONGEST
                + ", a letter or digit first and last";
    }
}
