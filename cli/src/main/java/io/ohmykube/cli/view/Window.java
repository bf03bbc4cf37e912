package io.ohmykube.cli.view;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Asks the controlling terminal for its size, which Java itself cannot. */
final class Window {
    private Window() {}

    static WindowSize measure() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return WindowSize.DEFAULT;
            }
            return WindowSize.parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return WindowSize.DEFAULT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return WindowSize.DEFAULT;
        }
    }
}
