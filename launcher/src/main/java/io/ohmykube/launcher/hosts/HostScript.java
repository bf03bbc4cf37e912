package io.ohmykube.launcher.hosts;

import io.ohmykube.launcher.Command;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A script that lies beside this class as a resource. */
enum HostScript {
    FACTS("host-facts.sh"),
    ADOPT("host-adopt.sh"),
    LEAVE("host-leave.sh"),
    LEDGER("ledger.sh"),
    RESTORE("restore.sh");

    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final String file;

    HostScript(String file) {
        this.file = file;
    }

    Command with(String... arguments) {
        return Command.script(text(), arguments).withTimeout(TIMEOUT).shownAs(file);
    }

    String text() {
        try (InputStream in = HostScript.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new FileNotFoundException(file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the distribution lacks a script", e);
        }
    }
}
