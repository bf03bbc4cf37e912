package io.ohmykube.launcher.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** {@code kubeadm init}. Midway the static pods' manifests and the certificates are there, and nothing answers yet. */
final class KubeadmInit implements Kubeadm.Phased {
    private static final Duration TOKEN_LIFE = Duration.ofHours(24);
    private static final Duration CERTIFICATE_LIFE = Duration.ofDays(365);

    @Override
    public int run(Execution execution) throws IOException, InterruptedException, DisturbedException {
        Arguments arguments = Arguments.parse(execution.arguments(), Kubeadm.VALUED);
        try {
            init(execution, arguments);
            return 0;
        } catch (Kubeadm.RefusedException e) {
            return execution.fail(1, "error execution phase preflight: " + e.getMessage());
        }
    }

    private static void init(Execution execution, Arguments arguments)
            throws IOException, InterruptedException, DisturbedException, Kubeadm.RefusedException {
        RootFiles files = execution.files();
        List<ObjectNode> documents = Kubeadm.documents(files, arguments.option("config"));
        ObjectNode cluster = Kubeadm.document(documents, "ClusterConfiguration");
        ObjectNode node = Kubeadm.document(documents, "InitConfiguration");
        String version = cluster.path("kubernetesVersion").asText(arguments.optionOr("kubernetes-version", "v1.33.0"));
        Kubeadm.requireReadable(documents, version);
        String address = node.at("/localAPIEndpoint/advertiseAddress")
                .asText(execution.machine().record().address());

        execution.out("[init] Using Kubernetes version: " + version + " (simulated)");
        execution.out("[preflight] Running pre-flight checks");
        Preflight preflight = new Preflight(execution, arguments);
        preflight.controlPlane();
        preflight.pass();

        String endpoint = cluster.path("controlPlaneEndpoint").asText(address + ":6443");
        files.write(KubeadmFiles.CA, CertificateAuthority.pem());
        for (String shared : KubeadmFiles.SHARED) {
            files.write(shared, "# simulated " + shared + "\n");
        }
        for (String staticPod : KubeadmFiles.STATIC_PODS) {
            files.write(KubeadmFiles.manifest(staticPod), "# simulated " + staticPod + " " + version + "\n");
        }
        files.write(KubeadmFiles.ETCD_DATA, "simulated\n");
        files.write(KubeadmFiles.KUBELET_CONFIG, KubeadmFiles.KUBELET_CONFIG_TEXT);
        execution.machine().system().change(state -> state.active.add("kubelet"));
        execution.midway();

        files.write(KubeadmFiles.KUBELET_FLAGS, "KUBELET_KUBEADM_ARGS=\"\"\n");
        files.write(KubeadmFiles.KUBELET_KUBECONFIG, kubeconfig(endpoint, "system:node"));
        files.write(KubeadmFiles.ADMIN_KUBECONFIG, kubeconfig(endpoint, "kubernetes-admin"));
        execution.cluster().api().change(state -> {
            bootstrap(state, execution, cluster, node, version, address);
            return null;
        });
        execution.out("[addons] Applied essential addon: CoreDNS");
        execution.out("[addons] Applied essential addon: kube-proxy");
        execution.out("");
        execution.out("Your Kubernetes control-plane has initialized successfully! (simulated)");
    }

    private static void bootstrap(
            ApiState state, Execution execution, ObjectNode cluster, ObjectNode node, String version, String address)
            throws IOException {
        state.initialised = true;
        state.certificatesExpire = state.now().plus(CERTIFICATE_LIFE).getEpochSecond();
        state.controlPlane = execution.machine().name();
        state.version = version;
        state.podSubnet = cluster.at("/networking/podSubnet").asText("");
        state.ca = execution.files().text(KubeadmFiles.CA);
        JsonNode tokens = node.path("bootstrapTokens");
        Instant expiry = state.now().plus(TOKEN_LIFE);
        tokens.valueStream()
                .forEach(
                        token -> BootstrapToken.of(token.path("token").asText()).create(state, expiry));
        for (String namespace : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
            ObjectNode object = Json.object().put("apiVersion", "v1").put("kind", "Namespace");
            object.withObject("/metadata").put("name", namespace);
            state.put(Kinds.NAMESPACES, object);
        }
        ObjectNode self = NodeObjects.node(state, execution.machine(), node, address);
        register(state, self, node);
        NodeObjects.essentials(version)
                .forEach(object -> state.put(Kinds.plural(object.path("kind").asText()), object));
    }

    /** Keeps the node of a control plane, with its role and its own pods. */
    static void register(ApiState state, ObjectNode self, ObjectNode configuration) {
        String role = Kubeadm.minor(state.version) < 24 ? "master" : "control-plane";
        self.withObject("/metadata")
                .withObject("/labels")
                .put("node-role.kubernetes.io/control-plane", "")
                .put("node-role.kubernetes.io/" + role, "");
        if (!configuration.at("/nodeRegistration/taints").isArray()) {
            self.withObject("/spec")
                    .withArray("taints")
                    .addObject()
                    .put("key", "node-role.kubernetes.io/" + role)
                    .put("effect", "NoSchedule");
        }
        state.put(Kinds.NODES, self);
        KubeadmFiles.STATIC_PODS.forEach(
                staticPod -> state.put(Kinds.PODS, NodeObjects.staticPod(staticPod, ApiState.name(self))));
    }

    static String kubeconfig(String endpoint, String user) {
        String nothing = Base64.getEncoder().encodeToString("simulated".getBytes(StandardCharsets.UTF_8));
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: kubernetes
                  cluster:
                    server: https://%1$s
                    certificate-authority-data: %3$s
                contexts:
                - name: %2$s@kubernetes
                  context:
                    cluster: kubernetes
                    user: %2$s
                current-context: %2$s@kubernetes
                users:
                - name: %2$s
                  user:
                    client-certificate-data: %3$s
                    client-key-data: %3$s
                """
                .formatted(endpoint, user, nothing);
    }
}
