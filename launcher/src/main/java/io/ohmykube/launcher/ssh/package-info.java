/**
 * SSH: the only place that knows the SSH library. A command reaches the machine's login shell as
 * {@code env OHMYKUBE_COMMAND=<id> <quoted argv>}, with {@code sudo -n} before it where the login is not root; the mark
 * finds all of a command's processes again when it has to be ended.
 */
@NullMarked
package io.ohmykube.launcher.ssh;

import org.jspecify.annotations.NullMarked;
