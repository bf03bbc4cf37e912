package io.ohmykube.launcher.ssh;

import io.ohmykube.launcher.SshEndpoint;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Names a command in the node's log and in the environment of all its processes. */
record CommandId(String text) {
    static final String VARIABLE = "OHMYKUBE_COMMAND";

    /** Numbers the commands of one node; the random part tells processes of ours apart. */
    static final class Sequence {
        private final String origin = Integer.toHexString(
                        ThreadLocalRandom.current().nextInt(0x1000000) | 0x1000000)
                .substring(1);
        private final AtomicInteger number = new AtomicInteger();

        CommandId next() {
            return new CommandId(origin + "-" + number.incrementAndGet());
        }
    }

    /** What marks its processes. The full stop keeps command 1 apart from command 12. */
    String mark() {
        return VARIABLE + "=" + text + ".";
    }

    /** The words to put before a command so that it runs as root and bears the mark. */
    List<String> prefix(SshEndpoint endpoint) {
        return endpoint.user().equals("root") ? List.of("env", mark()) : List.of("sudo", "-n", "env", mark());
    }

    @Override
    public String toString() {
        return text;
    }
}
