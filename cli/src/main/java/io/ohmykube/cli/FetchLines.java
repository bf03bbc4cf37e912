package io.ohmykube.cli;

import io.ohmykube.cache.Progress;
import io.ohmykube.cli.view.Bytes;
import java.io.PrintStream;

/** Says in one line each what is being fetched. */
final class FetchLines implements Progress {
    private final PrintStream out;

    FetchLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public Transfer begin(String what, long bytes) {
        out.println("fetching " + what + (bytes < 0 ? "" : ", " + Bytes.text(bytes)));
        return Transfer.NONE;
    }
}
