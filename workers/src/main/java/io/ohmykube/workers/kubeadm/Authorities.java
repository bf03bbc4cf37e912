package io.ohmykube.workers.kubeadm;

import io.ohmykube.launcher.Content;
import io.ohmykube.launcher.Remote;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The authorities and keys that all control planes of a cluster share; kubeadm makes everything else from them. They go
 * from one machine to the other through memory only: not into the API, a log or an argument.
 */
final class Authorities {
    private static final String DIRECTORY = "/etc/kubernetes/pki/";
    private static final List<String> FILES = List.of(
            "ca.crt",
            "ca.key",
            "sa.pub",
            "sa.key",
            "front-proxy-ca.crt",
            "front-proxy-ca.key",
            "etcd/ca.crt",
            "etcd/ca.key");

    private Authorities() {}

    static void carry(Remote from, Remote to) {
        for (String file : FILES) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            from.download(DIRECTORY + file, bytes);
            to.upload(
                    Content.of(bytes.toString(StandardCharsets.UTF_8)),
                    DIRECTORY + file,
                    file.endsWith(".key") ? "0600" : "0644");
        }
    }
}
