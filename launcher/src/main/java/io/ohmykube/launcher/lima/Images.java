package io.ohmykube.launcher.lima;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has the first machine of a template made alone, since Lima downloads the operating system's image with it and finds
 * it for all others. Machines of other processes are kept apart by Lima's own lock.
 */
final class Images {
    private final Map<String, Template> templates = new ConcurrentHashMap<>();

    private static final class Template {
        private volatile boolean here;
    }

    /** Runs this; alone as long as none of that template has succeeded. */
    void first(String template, Runnable create) {
        Template state = templates.computeIfAbsent(template, any -> new Template());
        if (!state.here) {
            synchronized (state) {
                if (!state.here) {
                    create.run();
                    state.here = true;
                    return;
                }
            }
        }
        create.run();
    }
}
