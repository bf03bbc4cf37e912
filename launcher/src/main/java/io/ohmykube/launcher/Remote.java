package io.ohmykube.launcher;

import java.io.OutputStream;

/**
 * An open way to one machine. Cheap: all remotes of a machine share one pooled SSH connection.
 *
 * <p>Commands run as root. Interrupting the calling thread cancels the command on the machine: all its processes get
 * {@code SIGTERM}, and {@code SIGKILL} after a second. So does a timeout. What a lost connection leaves running gets
 * {@code SIGHUP} instead, as soon as there is a connection again. All methods throw
 * {@link RemoteException}; what they do is written to the node's log, secrets excepted.
 */
public interface Remote {
    /** The machine's name. */
    String node();

    /** Runs a command to its end. A non-zero exit code is a {@link CommandFailedException}. */
    CommandResult execute(Command command);

    /** As {@link #execute}, but a non-zero exit code is a result like any other. */
    CommandResult probe(Command command);

    /** Writes a file: to a temporary name beside it, then renamed. Parent directories are made. */
    void upload(Content content, String path, String mode);

    /** Copies a file's bytes to {@code to}, which stays open. */
    void download(String path, OutputStream to);
}
