package io.ohmykube.launcher.lima;

import io.ohmykube.launcher.LauncherException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an instance is based on.
 *
 * @param locator as Lima's field {@code base} has it
 * @param ofLima whether it comes with Lima, and so leaves the kind of virtual machine to us
 */
record Template(String locator, boolean ofLima) {
    static final String DEFAULT = "ubuntu-24.04";

    /**
     * A user's file, an address, or the name of a template that comes with Lima.
     *
     * @param wanted null for the default
     */
    static Template of(@Nullable String wanted, LimaVersion version) {
        if (wanted == null) {
            return new Template(version.template(DEFAULT), true);
        }
        if (wanted.startsWith("template:")) {
            return new Template(version.template(wanted.replaceFirst("^template:(//)?", "")), true);
        }
        if (wanted.contains("://")) {
            return new Template(wanted, false);
        }
        if (wanted.endsWith(".yaml") || wanted.endsWith(".yml") || wanted.startsWith("/") || wanted.startsWith(".")) {
            Path file = Path.of(wanted).toAbsolutePath().normalize();
            if (!Files.isReadable(file)) {
                throw new LauncherException("the template " + wanted + " cannot be read (looked for " + file
                        + "); name a file of yours, or a template of Lima such as " + DEFAULT);
            }
            return new Template(file.toString(), false);
        }
        return new Template(version.template(wanted), true);
    }
}
