package io.ohmykube.launcher.simulated;

import io.ohmykube.launcher.FileCommands;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** The scripts that the SSH connection itself uses: to move files, and to end what a lost connection left running. */
final class FileScripts {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private FileScripts() {}

    static Map<String, Program> all() {
        return Map.of(
                FileCommands.RECEIVE,
                FileScripts::receive,
                FileCommands.PLACE,
                FileScripts::place,
                "ohmykube-end",
                FileScripts::end);
    }

    private static int receive(Execution execution) throws IOException {
        String path = execution.argument(0);
        if (execution.files().isDirectory(path)) {
            return execution.fail(1, path + " is a directory");
        }
        String part = path + FileCommands.TEMPORARY_SUFFIX;
        long size = execution.files().receive(part, execution.stdin());
        execution.files().write(part + ".size", Long.toString(size));
        return 0;
    }

    private static int place(Execution execution) throws IOException {
        String path = execution.argument(0);
        String part = path + FileCommands.TEMPORARY_SUFFIX;
        String size =
                execution.files().exists(part + ".size") ? execution.files().text(part + ".size") : "0";
        if (!size.equals(execution.argument(2))) {
            return execution.fail(1, path + ": " + size + " of " + execution.argument(2) + " bytes arrived");
        }
        execution.files().remove(part + ".size");
        execution.files().move(part, path);
        return 0;
    }

    private static int end(Execution execution) throws InterruptedException {
        String mark = execution.argument(0);
        return execution
                        .machine()
                        .processes()
                        .endMarked(mark.substring(mark.indexOf('=') + 1), execution.argument(1), PATIENCE)
                ? 0
                : 1;
    }
}
