package io.ohmykube.workers.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ohmykube.workers.contract.PermanentStepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts run for real, in this computer's shell. */
class UserHooksTest {
    @TempDir
    private Path directory;

    private final HostRemote remote = new HostRemote();
    private UserHooks hooks;
    private Path witness;

    @BeforeEach
    void setUp() {
        hooks = new UserHooks(directory.resolve("on the node").toString());
        witness = directory.resolve("witness");
    }

    @Test
    void scriptsRunInOrderAndKnowWhereTheyAre() throws IOException {
        Path first = script(
                "first.sh",
                "#!/bin/sh\necho \"$OHMYKUBE_CLUSTER $OHMYKUBE_NODE $OHMYKUBE_ROLE\" >> '" + witness + "'\n");
        Path withoutInterpreter = script("it's second", "echo second >> '" + witness + "'\n");

        assertThat(run(first, withoutInterpreter)).isEqualTo("ran 2 scripts");
        assertThat(Files.readAllLines(witness)).containsExactly("dev dev-worker-1 worker", "second");
    }

    @Test
    void aScriptThatEndedWellNeverRunsAgainOnThatMachineAndIsNotKeptThere() throws IOException {
        Path script = script("once.sh", "echo ran >> '" + witness + "'\n");
        run(script);

        assertThat(run(script)).isEqualTo("nothing to change");
        assertThat(Files.readAllLines(witness)).hasSize(1);
        try (var kept = Files.list(directory.resolve("on the node"))) {
            assertThat(kept).singleElement().satisfies(file -> assertThat(file.toString())
                    .endsWith(".done"));
        }
    }

    @Test
    void aScriptThatWasChangedRunsAnew() throws IOException {
        run(script("hook.sh", "echo one >> '" + witness + "'\n"));
        run(script("hook.sh", "echo two >> '" + witness + "'\n"));

        assertThat(Files.readAllLines(witness)).containsExactly("one", "two");
    }

    @Test
    void aScriptThatFailsIsForAPersonAndRunsAgainAfterwards() throws IOException {
        Path script = script("fails.sh", "echo try >> '" + witness + "'; [ -e '" + witness + ".mended' ]\n");

        assertThatThrownBy(() -> run(script))
                .isInstanceOf(PermanentStepException.class)
                .hasMessageContaining("here: the pre-system-init hook " + script + " failed");
        Files.createFile(Path.of(witness + ".mended"));
        run(script);

        assertThat(Files.readAllLines(witness)).hasSize(2);
    }

    @Test
    void aScriptThatIsGoneFromThisComputerIsNamed() {
        assertThatThrownBy(() -> run(directory.resolve("gone.sh")))
                .isInstanceOf(PermanentStepException.class)
                .hasMessageContaining("gone.sh of this computer cannot be read");
    }

    private String run(Path... scripts) {
        return hooks.run(
                remote,
                "pre-system-init",
                List.of(scripts).stream().map(Path::toString).toList(),
                "dev",
                "dev-worker-1",
                "worker");
    }

    private Path script(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
