package io.ohmykube.cli.view;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks the controlling terminal for its size, which Java itself cannot. */
public final class Window {
    /** The size of a terminal that is not ours, as rows and columns. */
    public static final String VARIABLE = "OHMYKUBE_WINDOW";

    private Window() {}

    /** What {@link #VARIABLE} has to say of this terminal. */
    public static String told() {
        WindowSize size = measure();
        return size.rows() + " " + size.columns();
    }

    static Supplier<WindowSize> of(Map<String, String> environment) {
        String told = environment.get(VARIABLE);
        return told == null ? Window::measure : () -> WindowSize.parse(told);
    }

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
