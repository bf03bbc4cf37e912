package io.ohmykube.workers.delegate;

import io.ohmykube.launcher.Command;
import io.ohmykube.launcher.CommandResult;
import io.ohmykube.launcher.Content;
import io.ohmykube.launcher.Machine;
import io.ohmykube.launcher.Remote;
import io.ohmykube.launcher.Remotes;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Gives the first execution of one command very little time, so that a test need not wait for its real timeout. */
record HastyRemotes(Remotes remotes, String command, Duration longest, AtomicBoolean shortened) implements Remotes {
    HastyRemotes(Remotes remotes, String command, Duration longest) {
        this(remotes, command, longest, new AtomicBoolean());
    }

    @Override
    public Remote to(Machine machine) {
        return new Hasty(remotes.to(machine));
    }

    @Override
    public Remote to(Machine machine, Path log) {
        return new Hasty(remotes.to(machine, log));
    }

    @Override
    public void trust(Machine machine) {
        remotes.trust(machine);
    }

    @Override
    public void forget(String cluster, String node) {
        remotes.forget(cluster, node);
    }

    @Override
    public void close() {
        remotes.close();
    }

    private final class Hasty implements Remote {
        private final Remote remote;

        Hasty(Remote remote) {
            this.remote = remote;
        }

        @Override
        public String node() {
            return remote.node();
        }

        @Override
        public CommandResult execute(Command asked) {
            return remote.execute(shortened(asked));
        }

        @Override
        public CommandResult probe(Command asked) {
            return remote.probe(shortened(asked));
        }

        @Override
        public void upload(Content content, String path, String mode) {
            remote.upload(content, path, mode);
        }

        @Override
        public void download(String path, OutputStream to) {
            remote.download(path, to);
        }

        private Command shortened(Command asked) {
            return asked.shown().startsWith(command) && shortened.compareAndSet(false, true)
                    ? asked.withTimeout(longest)
                    : asked;
        }
    }
}
