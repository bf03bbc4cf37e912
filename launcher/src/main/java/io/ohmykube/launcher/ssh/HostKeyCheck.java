package io.ohmykube.launcher.ssh;

import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import org.jspecify.annotations.Nullable;

/** Compares the key a machine shows with those recorded for it; the first key ever shown is recorded. */
final class HostKeyCheck implements HostKeyVerifier {
    private final KnownHosts known;
    private final Path file;
    private final String node;
    private volatile @Nullable String mismatch;

    HostKeyCheck(KnownHosts known, Path file, String node) {
        this.known = known;
        this.file = file;
        this.node = node;
    }

    /** What was wrong with the key, for a person; null when nothing was. */
    @Nullable
    String mismatch() {
        return mismatch;
    }

    @Override
    public boolean verify(String hostname, int port, PublicKey key) {
        String shown = KeyType.fromKey(key) + " "
                + Base64.getEncoder()
                        .encodeToString(
                                new Buffer.PlainBuffer().putPublicKey(key).getCompactData());
        List<String> keys = known.of(node);
        if (keys.isEmpty()) {
            known.replace(node, List.of(shown));
            return true;
        }
        if (keys.contains(shown)) {
            return true;
        }
        mismatch = "the machine at " + hostname + ":" + port + " shows a host key that is not the one recorded in "
                + file + ": " + shown + ". Either another machine answers at this address or this one was replaced.";
        return false;
    }

    /** Asks for a key of a recorded type, or a machine with several would show one we do not know. */
    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        return known.of(node).stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .flatMap(type -> type.equals("ssh-rsa")
                        ? List.of("rsa-sha2-512", "rsa-sha2-256").stream()
                        : List.of(type).stream())
                .toList();
    }
}
