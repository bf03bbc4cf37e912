package io.ohmykube.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaunchersTest {
    private static final Availability MISSING =
            new Availability("no podman and no docker", List.of("apt-get", "install", "-y", "podman"));

    @Test
    void theFirstThatWorksIsTheBest() {
        Launchers launchers = new Launchers(List.of(
                new Named("lima", MISSING, true),
                new Named("container", Availability.YES, true),
                new Named("hosts", Availability.YES, true)));

        assertThat(launchers.best().name()).isEqualTo("container");
    }

    @Test
    void whatOnlyPretendsIsTakenByNameAlone() {
        Launchers launchers = new Launchers(
                List.of(new Named("container", MISSING, true), new Named("simulated", Availability.YES, false)));

        assertThat(launchers.require("simulated").name()).isEqualTo("simulated");
        assertThatThrownBy(launchers::best)
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("container: no podman and no docker")
                .hasMessageContaining("apt-get install -y podman")
                .hasMessageNotContaining("simulated");
        assertThat(launchers.remedy()).contains(MISSING);
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        Launchers launchers = new Launchers(List.of(new Named("container", Availability.YES, true)));

        assertThat(launchers.find("contain")).isEmpty();
        assertThatThrownBy(() -> launchers.require("contain"))
                .hasMessage("there is no launcher 'contain'; there are: container");
    }

    private record Named(String name, Availability availability, boolean chosenByDefault) implements Launcher {
        @Override
        public boolean ownsMachines() {
            return true;
        }

        @Override
        public void prepare(String cluster) {}

        @Override
        public Machine create(MachineSpec spec) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Machine> get(String cluster, String name) {
            return Optional.empty();
        }

        @Override
        public List<Machine> list(String cluster) {
            return List.of();
        }

        @Override
        public Machine start(String cluster, String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void stop(String cluster, String name) {}

        @Override
        public void delete(String cluster, String name) {}

        @Override
        public void dispose(String cluster) {}
    }
}
