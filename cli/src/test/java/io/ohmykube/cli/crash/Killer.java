package io.ohmykube.cli.crash;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.LockSupport;

/** Kills this process with a real SIGKILL, sent by a process that waits for nothing else, so that it comes at once. */
final class Killer {
    private final OutputStream order;

    Killer() {
        try {
            order = new ProcessBuilder(
                            "/bin/sh",
                            "-c",
                            "read now && kill -KILL \"$0\"",
                            Long.toString(ProcessHandle.current().pid()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Never returns. */
    void kill() {
        try {
            synchronized (order) {
                order.write("now\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                order.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("nobody is there to kill this process", e);
        }
        while (true) {
            LockSupport.park();
        }
    }
}
