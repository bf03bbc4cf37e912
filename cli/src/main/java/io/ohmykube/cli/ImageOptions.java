package io.ohmykube.cli;

import io.ohmykube.cache.source.HostImages.Taken;
import io.ohmykube.cache.source.HostRuntime;
import io.ohmykube.cli.view.PlainView;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What commands that bring images into the cache have in common. */
final class ImageOptions {
    private ImageOptions() {}

    /** The program of that name; null where none was named. */
    static @Nullable HostRuntime runtime(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return Arrays.stream(HostRuntime.values())
                .filter(runtime -> runtime.word().equals(word))
                .findFirst()
                .orElseThrow(() -> ExitException.badInput("--runtime: '" + word + "' is not allowed; "
                        + Arrays.stream(HostRuntime.values())
                                .map(HostRuntime::word)
                                .collect(Collectors.joining(", "))
                        + " are"));
    }

    /** Says where an image came from, beside the output. */
    static void tell(Session session, Taken taken) {
        if (session.options().volume() == PlainView.Volume.QUIET) {
            return;
        }
        String name = taken.image().reference();
        session.terminal()
                .err()
                .println(name + " is in the cache, from " + taken.origin() + ", "
                        + String.format(Locale.ROOT, "%.1f MB", taken.image().size() / 1e6));
        if (name.endsWith(":latest")) {
            session.terminal()
                    .err()
                    .println("note: Kubernetes asks the registry for a tag 'latest' at each start of a pod, unless the"
                            + " pod says imagePullPolicy: IfNotPresent");
        }
    }
}
