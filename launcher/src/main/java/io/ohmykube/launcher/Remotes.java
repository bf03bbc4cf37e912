package io.ohmykube.launcher;

import java.nio.file.Path;

/** Opens ways to machines, one pooled connection per machine. Closing it closes them all. */
public interface Remotes extends AutoCloseable {
    /**
     * A way to a running machine. The connection is made on first use.
     *
     * @throws IllegalArgumentException if the machine is not running
     */
    Remote to(Machine machine);

    /**
     * The same, its commands and what they print written to another log as well, secrets excepted.
     *
     * @param log made where there is none, for its owner alone; appended to where there is one
     */
    Remote to(Machine machine, Path log);

    /** Records the machine's host keys for ever after, replacing those of an earlier machine of that name. */
    void trust(Machine machine);

    /** Drops the connection to a machine and forgets its host keys. Nothing happens where there are none. */
    void forget(String cluster, String node);

    @Override
    void close();
}
