package io.ohmykube.launcher.simulated;

import java.io.IOException;

/** The connection that a command came by, as far as what happens on its machine can break it. */
interface Wire {
    /** Leads nowhere. */
    Wire NONE = new Wire() {
        @Override
        public void breakOff() {}

        @Override
        public void breakAll() {}
    };

    /** Breaks this connection. The command goes on. */
    void breakOff();

    /** Breaks all connections to the machine, as when it goes down. */
    void breakAll() throws IOException;
}
