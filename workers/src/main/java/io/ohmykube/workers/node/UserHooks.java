package io.ohmykube.workers.node;

import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.CommandFailedException;
import io.ohmykube.launcher.CommandTimedOutException;
import io.ohmykube.launcher.Content;
import io.ohmykube.launcher.Remote;
import io.ohmykube.workers.contract.PermanentStepException;
import io.ohmykube.workers.script.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs scripts of the user's on a machine as root, each once: one that ended well there does not run again. */
public final class UserHooks {
    /** Scripts may install software. */
    private static final Duration TIMEOUT = Duration.ofMinutes(30);

    private static final Script RUN = new Script("run-hook");

    private final String directory;

    public UserHooks() {
        this("/var/lib/ohmykube/hooks");
    }

    /** @param directory on machines, for what is remembered */
    UserHooks(String directory) {
        this.directory = directory;
    }

    /**
     * Runs those that have not ended well on this machine before.
     *
     * @param name of the point at which they run, part of file names
     * @param scripts on this computer, in the order in which they run
     * @param arguments that the script {@code run-hook} takes after the file: cluster, node, role
     * @throws PermanentStepException when one fails: what it did is not known, so trying again is for a person to decide
     */
    public String run(Remote remote, String name, List<String> scripts, String... arguments) {
        int ran = 0;
        for (int i = 0; i < scripts.size(); i++) {
            Path script = Path.of(scripts.get(i));
            String at = directory + "/" + name + "-" + (i + 1) + "-"
                    + LocalFile.sha256(script).substring(0, 16);
            if (remote.probe(Command.of("test", "-e", at + ".done")).exitCode() != 0) {
                run(remote, name, script, at, arguments);
                ran++;
            }
        }
        return ran == 0 ? "nothing to change" : "ran " + ran + (ran == 1 ? " script" : " scripts");
    }

    private static void run(Remote remote, String name, Path script, String at, String... arguments) {
        remote.upload(Content.of(script), at, "0700");
        String[] all = new String[arguments.length + 1];
        all[0] = at;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        try {
            remote.execute(RUN.with(all).withTimeout(TIMEOUT));
        } catch (CommandFailedException | CommandTimedOutException e) {
            throw new PermanentStepException(
                    remote.node() + ": the " + name + " hook " + script
                            + " failed; mend the script, and what it left behind, then resume runs it again",
                    e);
        }
    }
}
