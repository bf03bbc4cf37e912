package io.ohmykube.cli;

import io.ohmykube.config.Cluster;
import org.jspecify.annotations.Nullable;

/**
 * One side of a copy.
 *
 * @param node null for this computer
 * @param path never empty
 */
record CopyPlace(@Nullable String node, String path) {
    /**
     * Reads {@code PATH} or {@code NODE:PATH}. As with scp, a path with a colon is one of this computer where a slash
     * comes before the colon. Throws {@link ExitException} for a node that is not there.
     */
    static CopyPlace of(String text, Cluster cluster) {
        int colon = text.indexOf(':');
        if (text.isEmpty() || (colon < 0 && text.isBlank())) {
            throw ExitException.badInput("'" + text + "' is no path");
        }
        if (colon < 0 || text.substring(0, colon).contains("/")) {
            return new CopyPlace(null, text);
        }
        String node = text.substring(0, colon);
        NodeMachine.require(cluster, node);
        String path = text.substring(colon + 1);
        return new CopyPlace(node, path.isEmpty() ? "." : path);
    }
}
