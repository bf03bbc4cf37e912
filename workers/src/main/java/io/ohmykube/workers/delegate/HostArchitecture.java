package io.ohmykube.workers.delegate;

import io.ohmykube.cache.Architecture;

/** This host's architecture, which its machines most likely have too. */
final class HostArchitecture {
    private HostArchitecture() {}

    static Architecture get() {
        return Architecture.of(System.getProperty("os.arch"));
    }
}
