package io.ohmykube.launcher.container;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ohmykube.launcher.Availability;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.LauncherContract;
import io.ohmykube.launcher.TestHome;

/** The contract with real containers. */
class ContainerLauncherTest extends LauncherContract {
    @Override
    protected Launcher launcher(TestHome home) {
        ContainerLauncher launcher = new ContainerLauncher(home.home());
        Availability availability = launcher.availability();
        assumeTrue(availability.available(), () -> "containers cannot run here: " + availability);
        return launcher;
    }
}
