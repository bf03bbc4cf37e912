package io.ohmykube.launcher.lima;

import io.ohmykube.launcher.LauncherException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The paths of the sockets that Lima puts into an instance's directory.
 *
 * @param limit one more than the bytes that this system allows of one
 */
record SocketPaths(Path limaHome, int limit) {
    /** The longest name of a file that Lima makes for a socket. */
    private static final String LONGEST = "ssh.sock.1234567890123456";

    /** Throws {@link LauncherException} where an instance of that name could not have its sockets. */
    void check(String name) {
        Path longest = limaHome.resolve(name).resolve(LONGEST);
        int length = longest.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length >= limit) {
            throw new LauncherException("the machine " + name + " would need a socket at " + longest + ", which has "
                    + length + " bytes, and this system allows less than " + limit
                    + "; choose a shorter name for the cluster, or a shorter directory by OHMYKUBE_HOME");
        }
    }
}
