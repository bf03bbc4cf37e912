package io.ohmykube.cli;

import io.ohmykube.launcher.Availability;
import io.ohmykube.launcher.Launcher;
import io.ohmykube.launcher.Launchers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the launcher to use, installing what it lacks where the user agreed to that. */
final class LauncherChoice {
    private final Session session;
    private final Launchers launchers;
    private final boolean offline;

    /** @param offline whether nothing can be installed */
    LauncherChoice(Session session, Launchers launchers, boolean offline) {
        this.session = session;
        this.launchers = launchers;
        this.offline = offline;
    }

    /**
     * The launcher of that name, or the best one, ready for use.
     *
     * @throws ExitException if there is none that works here; the message says how to get one
     */
    Launcher settle(@Nullable String name) {
        if (name == null) {
            return best();
        }
        Launcher launcher = launchers.require(name);
        Availability availability = launcher.availability();
        if (!availability.available()) {
            mend(launcher.name(), availability);
            Availability mended = launcher.availability();
            if (!mended.available()) {
                throw ExitException.failed("launcher " + name + " still does not work: " + mended.problem());
            }
        }
        return launcher;
    }

    private Launcher best() {
        Optional<Availability> remedy = launchers.remedy();
        boolean none = launchers.all().stream()
                .filter(Launcher::chosenByDefault)
                .noneMatch(launcher -> launcher.availability().available());
        if (none && remedy.isPresent()) {
            mend("container", remedy.get());
        }
        return launchers.best();
    }

    private void mend(String name, Availability availability) {
        if (availability.remedy().isEmpty()) {
            throw ExitException.failed("launcher " + name + " cannot be used here: " + availability.problem());
        }
        String command = Remedy.shown(availability.remedy());
        if (offline) {
            throw ExitException.failed("launcher " + name + " cannot be used here: " + availability.problem()
                    + "; nothing is installed with --offline, so install it from your own media first: '" + command
                    + "'");
        }
        if (!session.options().yes) {
            throw ExitException.failed("launcher " + name + " cannot be used here: " + availability.problem()
                    + "; install it with '" + command + "', or let 'ohmykube up --yes' do it");
        }
        new Remedy(session.terminal()).apply(availability.remedy());
    }
}
