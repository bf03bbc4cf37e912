package io.ohmykube.launcher;

/** Opens ways to machines, one pooled connection per machine. Closing it closes them all. */
public interface Remotes extends AutoCloseable {
    /**
     * A way to a running machine. The connection is made on first use.
     *
     * @throws IllegalArgumentException if the machine is not running
     */
    Remote to(Machine machine);

    /** Records the machine's host keys for ever after, replacing those of an earlier machine of that name. */
    void trust(Machine machine);

    /** Drops the connection to a machine and forgets its host keys. Nothing happens where there are none. */
    void forget(String cluster, String node);

    @Override
    void close();
}
