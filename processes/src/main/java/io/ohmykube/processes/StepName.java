package io.ohmykube.processes;

import java.util.Locale;

/**
 * What a person may call a step.
 *
 * @param id id of the service task, for example {@code Task_InstallPackages}
 * @param title name of the service task, for example {@code Install packages}
 */
public record StepName(String id, String title) {
    private static final String PREFIX = "Task_";

    /** The id as it is typed, for example {@code install-packages}. */
    public String typed() {
        String bare = id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id;
        return bare.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    boolean matches(String wanted) {
        return wanted.equalsIgnoreCase(id) || wanted.equalsIgnoreCase(title) || wanted.equalsIgnoreCase(typed());
    }
}
