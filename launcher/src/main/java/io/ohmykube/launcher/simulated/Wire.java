package io.ohmykube.launcher.simulated;

import java.io.IOException;

/** The connection that a command came by, as far as what happens on its machine can break it. */
interface Wire {
    /** Leads nowhere. */
    Wire NONE = new Wire() {
        @Override
        public void breakOff() {}

        @Override
        public void reboot(SimulatedMachine machine) throws IOException {
            machine.reboot();
        }
    };

    /** Breaks this connection. The command goes on. */
    void breakOff();

    /**
     * Lets the machine go down and come back, which breaks all connections to it. Whoever sees theirs broken and asks
     * for the machine anew gets it as it came back.
     */
    void reboot(SimulatedMachine machine) throws IOException;
}
