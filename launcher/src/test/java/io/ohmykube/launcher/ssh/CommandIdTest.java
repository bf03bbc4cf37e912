package io.ohmykube.launcher.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.ohmykube.launcher.SshEndpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandIdTest {
    @Test
    void onlyALoginThatIsNotRootNeedsSudo() {
        CommandId id = new CommandId("abc-1");

        assertThat(id.prefix(login("root"))).containsExactly("env", "OHMYKUBE_COMMAND=abc-1.");
        assertThat(id.prefix(login("ubuntu"))).containsExactly("sudo", "-n", "env", "OHMYKUBE_COMMAND=abc-1.");
    }

    @Test
    void noMarkIsTheBeginningOfAnother() {
        assertThat(new CommandId("abc-12").mark()).doesNotStartWith(new CommandId("abc-1").mark());
    }

    private static SshEndpoint login(String user) {
        return new SshEndpoint("127.0.0.1", 22, user, List.of());
    }
}
