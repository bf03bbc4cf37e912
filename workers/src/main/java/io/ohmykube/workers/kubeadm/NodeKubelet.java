package io.ohmykube.workers.kubeadm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ohmykube.config.Cluster;
import io.ohmykube.config.NodeSpec;
import io.ohmykube.launcher.Content;
import io.ohmykube.launcher.Remote;
import io.ohmykube.workers.script.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;

/**
 * A node's own kubelet settings ({@code kubeletConfig} in the cluster's file).
 *
 * <p>From Kubernetes 1.25 on kubeadm patches them in before it starts the kubelet. Before, they are merged into the
 * kubelet's configuration after kubeadm has ended, and the kubelet is restarted.
 */
final class NodeKubelet {
    private static final String PATCH = KubeadmConfig.PATCHES + "/kubeletconfiguration+merge.yaml";
    private static final String CONFIG = "/var/lib/kubelet/config.yaml";
    private static final String MODE = "0644";
    private static final Script APPLY = new Script("apply-kubelet-config");

    private final NodeSpec node;
    private final boolean patched;

    NodeKubelet(Cluster cluster, NodeSpec node) {
        this.node = node;
        patched = KubernetesVersion.of(Objects.requireNonNull(cluster.spec().version()))
                .patchesKubelet();
    }

    void before(Remote remote) {
        if (patched && !node.kubelet().isEmpty()) {
            remote.upload(Content.of(Sections.write(settings())), PATCH, MODE);
        }
    }

    void after(Remote remote) {
        if (!patched && !node.kubelet().isEmpty()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            remote.download(CONFIG, bytes);
            try {
                ObjectNode config = (ObjectNode) Sections.YAML.readTree(bytes.toByteArray());
                Sections.merge(config, settings());
                remote.upload(Content.of(Sections.write(config)), CONFIG, MODE);
            } catch (IOException e) {
                throw new IllegalStateException(remote.node() + ": " + CONFIG + " is not YAML", e);
            }
            remote.execute(APPLY.with());
        }
    }

    private ObjectNode settings() {
        return Sections.YAML.valueToTree(node.kubelet());
    }
}
